/** What commands do, by their ids in package.json. Arguments are unknown data: tasks, links and keybindings give any. */
export type Commands = Readonly<Record<string, (...args: unknown[]) => unknown>>;
