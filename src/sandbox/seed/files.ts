import type { TableSeed } from '../store/table.ts';
import { contactMoment } from './contacts.ts';
import { type Dice, iso } from './dice.ts';
import type { World } from './world.ts';

interface SeededFile {
  /** What stands before the number and the ending. */
  readonly name: string;
  readonly ending: string;
  readonly category: string;
  readonly file_box_type: string;
  readonly file_association: 'CONTACT' | 'USER' | 'COMPANY';
}

const OFFER: SeededFile = {
  ...{ name: 'offer', ending: 'pdf', category: 'DOCUMENTS', file_box_type: 'CONTACT' },
  file_association: 'CONTACT',
};

/** Files of every kind there is a box for that people fill themselves; most belong to contacts. */
const FILES: readonly SeededFile[] = [
  OFFER,
  {
    ...{ name: 'notes', ending: 'txt', category: 'ATTACHMENTS', file_box_type: 'ATTACHMENT' },
    file_association: 'CONTACT',
  },
  {
    ...{ name: 'photo', ending: 'png', category: 'DOCUMENTS', file_box_type: 'IMAGE' },
    file_association: 'CONTACT',
  },
  {
    ...{ name: 'import', ending: 'csv', category: 'HIDDEN', file_box_type: 'IMPORT' },
    file_association: 'USER',
  },
  {
    ...{ name: 'logo', ending: 'png', category: 'LOGO', file_box_type: 'BRANDING_CENTER_LOGO' },
    file_association: 'COMPANY',
  },
  {
    ...{ name: 'logo thumbnail', ending: 'png', category: 'LOGO', file_box_type: 'LOGO_THUMBNAIL' },
    file_association: 'COMPANY',
  },
  {
    ...{ name: 'Über "uns" <b>', ending: 'txt', category: 'WEB_FORM', file_box_type: 'WEB_FORM' },
    file_association: 'COMPANY',
  },
  {
    ...{ name: 'فاتورة', ending: 'pdf', category: 'INVOICE', file_box_type: 'APPLICATION' },
    file_association: 'CONTACT',
  },
  {
    ...{ name: `${'long '.repeat(40)}name`, ending: 'txt', category: 'TICKETS', file_box_type: 'TICKET' },
    file_association: 'CONTACT',
  },
];

/** One red point. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

/** Files with small, real contents. */
export const FILE_TABLES = {
  files: (world: World): TableSeed => ({
    count: world.size.files,
    make: (id) => {
      const dice = world.dice('files', id);
      const { name, ending, ...file } = FILES[(id - 1) % FILES.length] ?? OFFER;
      const data = contentOf(ending, id, dice);
      const contact_id = file.file_association === 'CONTACT' ? 1 + dice.below(world.size.contacts) : undefined;
      const created = dice.moment(contact_id && contactMoment(world, contact_id));
      return {
        fields: {
          ...file,
          file_name: `${name} ${id}.${ending}`,
          is_public: dice.chance(0.4),
          contact_id,
          created_by_id: 1 + dice.below(4),
          file_data: data,
          file_size: Buffer.byteLength(data, 'base64'),
        },
        created: iso(created),
        updated: iso(dice.moment(created)),
      };
    },
  }),
};

/** The bytes of a file, as Base64. */
function contentOf(ending: string, id: number, dice: Dice): string {
  if (ending === 'png') return PNG;
  const text =
    ending === 'pdf'
      ? pdf(`Offer ${id}`)
      : ending === 'csv'
        ? 'email,name\r\na@example.com,"Doe, Sam"\r\n'
        : plain(dice);
  return Buffer.from(text).toString('base64');
}

function plain(dice: Dice): string {
  // Now and then a file is empty.
  return dice.chance(0.1) ? '' : 'Naïve café.\nSecond line: 日本語\n';
}

/** A page with a line of text, without the table of places, which readers do without. */
function pdf(line: string): string {
  const drawn = `BT /F1 24 Tf 72 720 Td (${line}) Tj ET`;
  return [
    '%PDF-1.4',
    '1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj',
    '2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj',
    '3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >> endobj',
    `4 0 obj << /Length ${drawn.length} >> stream`,
    drawn,
    'endstream endobj',
    '5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj',
    'trailer << /Root 1 0 R >>',
    '%%EOF',
    '',
  ].join('\n');
}
