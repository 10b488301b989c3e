/**
 * What was wrong:
 * - `xml`: the text is no well-formed XML
 * - `refused`: XML that XML-RPC has no use for and that does harm: document types, entities, instructions
 * - `meaning`: XML, but no XML-RPC
 * - `value`: a value that its type cannot hold
 * - `bounds`: more than is read or written at once
 */
export type XmlRpcProblem = 'xml' | 'refused' | 'meaning' | 'value' | 'bounds';

/** Why XML-RPC was not read or written, as a sentence for a person. */
export class XmlRpcError extends Error {
  readonly problem: XmlRpcProblem;
  /** Where in the text, in characters from its start; undefined where something was to be written. */
  readonly offset: number | undefined;

  constructor(problem: XmlRpcProblem, message: string, offset?: number) {
    super(message);
    this.name = 'XmlRpcError';
    this.problem = problem;
    this.offset = offset;
  }
}
