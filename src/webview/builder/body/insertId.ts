import type { Place } from '../../../keap/account/references.ts';
import { shownText } from '../../../keap/request/body/bodyValue.ts';
import { setValue } from '../../../keap/request/body/jsonEdit.ts';
import { type JsonNode, type JsonPath, nodeAt, readTree } from '../../../keap/request/body/jsonTree.ts';
import type { BuilderSession } from '../session.ts';
import type { BodyText } from './bodyText.ts';

/**
 * Lets someone pick by name the id that the JSON text wants at its cursor.
 * @param say tells why there is nothing to pick
 */
export async function insertId(session: BuilderSession, area: BodyText, say: (words: string) => void): Promise<void> {
  const text = session.draft.body;
  const tree = readTree(text);
  if (!('root' in tree)) return say('An id can be inserted once the body is JSON.');
  const at = pathAt(tree.root, area.cursor);
  const inList = typeof at.at(-1) === 'number' && session.records.referenceAt(placeOf(at))?.holds === 'list';
  const path = inList ? at.slice(0, -1) : at;
  const place = placeOf(path);
  if (!session.records.referenceAt(place)) {
    return say('The cursor is in no value that is an id. Put it into one, such as "owner_id": "".');
  }
  const node = nodeAt(tree.root, path);
  const list = node?.kind === 'array';
  const present = (list ? node.items : node ? [node] : []).map((each) => shownText(text, each));
  const picked = await session.records.pick({ place, present: present.filter((id) => id !== ''), many: list });
  if (!picked) return;
  const numbers = areNumbers(node, session.model?.operation.version === 'v1');
  const ids = picked.map((id) => (numbers && /^\d+$/.test(id) ? id : JSON.stringify(id)));
  const changed = setValue(session.draft.body, path, list ? `[${ids.join(', ')}]` : (ids[0] ?? 'null'));
  const next = changed === undefined ? undefined : readTree(changed);
  const value = next && 'root' in next ? nodeAt(next.root, path) : undefined;
  if (changed === undefined || !value) return say('The body has changed meanwhile: pick again.');
  area.replace(changed, value.start, value.end);
  session.commit('body');
}

/** Where in a JSON text a position is: the innermost value it touches. */
export function pathAt(root: JsonNode, position: number): JsonPath {
  const path: (string | number)[] = [];
  for (let step = childAt(root, position); step; step = childAt(step.node, position)) path.push(step.name);
  return path;
}

interface Step {
  readonly name: string | number;
  readonly node: JsonNode;
}

function childAt(node: JsonNode, position: number): Step | undefined {
  const touches = (start: number, end: number) => start <= position && position <= end;
  if (node.kind === 'object') {
    const member = node.members.find(({ start, value }) => touches(start, value.end));
    return member && { name: member.name, node: member.value };
  }
  if (node.kind !== 'array') return undefined;
  const index = node.items.findIndex(({ start, end }) => touches(start, end));
  const item = node.items[index];
  return item && { name: index, node: item };
}

/** v1's ids are numbers, v2's are texts, but for what stands there already. */
function areNumbers(node: JsonNode | undefined, byVersion: boolean): boolean {
  const one = node?.kind === 'array' ? node.items[0] : node;
  return one?.kind === 'number' || (one?.kind !== 'string' && byVersion);
}

function placeOf(path: JsonPath): Place {
  return { in: 'body', path };
}
