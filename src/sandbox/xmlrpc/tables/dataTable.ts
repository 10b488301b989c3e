import type { XmlRpcField, XmlRpcTable } from '../../../keap/catalog/xmlrpc/xmlRpcMethod.ts';
import type { Fields } from '../../store/table.ts';
import type { XmlRpcContext } from '../context.ts';
import { fault, noRecord } from '../faultError.ts';
import { shownAs, takenAs } from './fieldValue.ts';
import { TABLE_VIEWS } from './tables.ts';
import type { Row, TableView } from './tableView.ts';

type Access = 'R' | 'E' | 'A' | 'D';

const WORDS: Readonly<Record<Access, string>> = { R: 'read', E: 'edited', A: 'added to', D: 'deleted from' };

/** A table of the DataService with what may be done to it: facts of the catalog over a view of the account. */
export class DataTable {
  readonly name: string;
  readonly view: TableView;
  private readonly facts: XmlRpcTable;
  private readonly fields: ReadonlyMap<string, XmlRpcField>;
  private readonly context: XmlRpcContext;

  /** @throws FaultError NoTableFound, NoTableAccess */
  constructor(name: string, access: Access, context: XmlRpcContext) {
    const facts = context.catalog.tables.find((table) => table.name === name);
    const view = Object.hasOwn(TABLE_VIEWS, name) ? TABLE_VIEWS[name] : undefined;
    if (!facts || !view) fault('NoTableFound', `No such table: ${name}`);
    this.name = name;
    this.view = view;
    this.facts = facts;
    this.fields = new Map(facts.fields.map((field) => [field.name, field]));
    this.context = context;
    // Tables of which nobody outside Keap knows the access can be read.
    if (!(facts.access ?? 'R').includes(access)) fault('NoTableAccess', `${name} cannot be ${WORDS[access]}`);
  }

  /** A field that may be read, edited or given to a new record. @throws FaultError NoFieldFound, NoFieldAccess */
  field(name: string, access: Access): XmlRpcField {
    const field = this.fields.get(name) ?? this.customField(name);
    if (!field) fault('NoFieldFound', `No such field: ${this.name}.${name}`);
    if (!(field.access ?? 'READ').includes(access)) {
      fault('NoFieldAccess', `${this.name}.${name} cannot be ${access === 'R' ? 'read' : 'written'}`);
    }
    return field;
  }

  /** @throws FaultError RecordNotFound */
  row(id: number): Row {
    return this.find(id) ?? noRecord(this.name, id);
  }

  find(id: number): Row | undefined {
    if (this.view.get) return this.view.get(id, this.context);
    for (const row of this.view.rows(this.context)) if (row.id === id) return row;
    return undefined;
  }

  rows(): Iterable<Row> {
    return this.view.rows(this.context);
  }

  /** What a row shows in some fields, by their types; empty ones are left out. */
  show(row: Row, fields: readonly XmlRpcField[]): Fields {
    return Object.fromEntries(fields.map((field) => [field.name, shownAs(field, row.read(field.name))]));
  }

  /** All fields that may be read. */
  readable(): XmlRpcField[] {
    return this.facts.fields.filter(({ access = 'READ' }) => access.includes('R'));
  }

  /** @throws FaultError for fields that are not there or may not be given, values of other types, ids of no record */
  add(values: Fields): number {
    const checked = this.checked(values, 'A');
    return this.view.add?.(checked, this.context) ?? fault('NoTableAccess', `${this.name} cannot be added to`);
  }

  /** @throws FaultError for fields that are not there or may not be edited, and for ids of no record */
  change(id: number, values: Fields): void {
    this.row(id);
    const checked = this.checked(values, 'E');
    if (!this.view.change) fault('NoTableAccess', `${this.name} cannot be edited`);
    this.view.change(id, checked, this.context);
  }

  remove(id: number): void {
    this.row(id);
    if (!this.view.remove) fault('NoTableAccess', `${this.name} cannot be deleted from`);
    this.view.remove(id, this.context);
  }

  private checked(values: Fields, access: 'A' | 'E'): Fields {
    const entries = Object.entries(values);
    if (entries.length === 0) fault('NoFieldsError', `No fields of ${this.name} were given`);
    const taken: Record<string, unknown> = {};
    for (const [name, given] of entries) {
      const field = this.field(name, access);
      const value = takenAs(field, given, `${this.name}.${name}`);
      taken[name] = value;
      // Keap's own list says that a company is a contact; to REST, and here, it is a company.
      const refersTo = name === 'CompanyID' ? 'Company' : field.refersTo;
      if (refersTo === undefined || !value) continue;
      if (!new DataTable(refersTo, 'R', this.context).find(Number(value)))
        fault('InvalidParameter', `${this.name}.${name}: there is no ${refersTo} with id ${value}`);
    }
    return taken;
  }

  /** Custom fields are named as in the account, after an underscore. */
  private customField(name: string): XmlRpcField | undefined {
    const { custom } = this.view;
    if (!custom || !name.startsWith('_')) return undefined;
    const wanted = name.slice(1).toLowerCase();
    const found = this.context.account.customFields(custom).find((each) => each.field_name.toLowerCase() === wanted);
    return found && { name, type: CUSTOM_TYPES[found.field_type] ?? 'string', access: 'REA' };
  }
}

const CUSTOM_TYPES: Readonly<Record<string, XmlRpcField['type']>> = {
  ...{ CURRENCY: 'double', DECIMAL_NUMBER: 'double', PERCENT: 'double' },
  ...{ WHOLE_NUMBER: 'int', YES_NO: 'int', YEAR: 'int', MONTH: 'int', DAY_OF_WEEK: 'int', USER: 'int' },
  ...{ DATE: 'date', DATE_TIME: 'dateTime' },
};
