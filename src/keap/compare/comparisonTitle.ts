import { plainText } from '../safety/plainText.ts';

/** What a title says of one side of a comparison. */
export type Named =
  /** An answer: its operation, whom it came from and when, in milliseconds since 1970. */
  | {
      readonly title: string;
      readonly connection: { readonly id: string; readonly name: string };
      readonly at: number;
    }
  | { readonly file: string };

/**
 * What both sides have in common is said once: `Get contact 14:03:05 ↔ 14:03:07`, `Get contact · Mine ↔ Agency`. Days
 * are told where they differ.
 */
export function comparisonTitle(left: Named, right: Named): string {
  return plainText(`${words(left, right)} ↔ ${words(right, left, true)}`, 150);
}

function words(side: Named, other: Named, isSecond = false): string {
  if ('file' in side) return side.file;
  const at = new Date(side.at);
  const isSameDay = 'file' in other || at.toDateString() === new Date(other.at).toDateString();
  const time = `${isSameDay ? '' : `${at.toLocaleDateString('sv-SE')} `}${at.toLocaleTimeString('en-GB')}`;
  if ('file' in other) return `${side.title} ${time}`;
  const titled = !isSecond || side.title !== other.title ? side.title : '';
  if (side.connection.id === other.connection.id) return [titled, time].filter(Boolean).join(' ');
  if (side.title === other.title) return [titled, side.connection.name].filter(Boolean).join(' · ');
  return `${titled} on ${side.connection.name}`;
}
