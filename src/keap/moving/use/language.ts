/** Languages that calls are looked for in. */
export type Language = 'php' | 'javascript' | 'python' | 'ruby' | 'csharp' | 'java';

const ENDINGS: Readonly<Record<Language, readonly string[]>> = {
  php: ['php', 'phtml', 'inc'],
  javascript: ['js', 'jsx', 'mjs', 'cjs', 'ts', 'tsx', 'mts', 'cts', 'vue', 'svelte'],
  python: ['py'],
  ruby: ['rb', 'rake', 'erb'],
  csharp: ['cs'],
  java: ['java', 'kt'],
};

/** The endings of files that are read, as a glob has them: `php,js,…`. */
export const CODE_ENDINGS = Object.values(ENDINGS).flat().join(',');

/** What a file is written in, by its ending; undefined for any other. */
export function languageOf(path: string): Language | undefined {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return (Object.keys(ENDINGS) as Language[]).find((language) => ENDINGS[language].includes(ending));
}
