export async function measureAside(_newFolder: () => string): Promise<readonly string[]> {
  return [];
}
