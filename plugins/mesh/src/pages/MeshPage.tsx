import { MeshPages } from './MeshPages';

/** The Mesh page for the new frontend system, which draws the header but leaves the main landmark to the page. */
export function MeshPage() {
  return (
    <main>
      <MeshPages />
    </main>
  );
}
