import { Header, Page } from '@backstage/core-components';
import { MeshPages } from './MeshPages';

/** The Mesh page with its frame, which the new frontend system draws by itself. */
export function LegacyMeshPage() {
  return (
    <Page themeId="tool">
      <Header title="Mesh" />
      <MeshPages />
    </Page>
  );
}
