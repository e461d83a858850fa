import { describeEvidence, Finding } from '@onmesh/plugin-mesh-common';
import { ObjectSources } from '../input/ObjectSources';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

/**
 * Findings for code scanning. What lies in a cluster and not in a file has only the name of its object as location.
 *
 * Source: OASIS SARIF 2.1.0.
 */
export function sarif(
  findings: readonly Finding[],
  sources: ObjectSources,
): string {
  const rules = [...new Map(findings.map(f => [f.code, f])).values()].map(
    ({ code, link, severity }) => ({
      id: code,
      ...(link && { helpUri: link }),
      defaultConfiguration: { level: LEVELS[severity] },
    }),
  );
  return JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'onmesh', rules } },
          results: findings.map(finding => result(finding, sources)),
        },
      ],
    },
    null,
    2,
  );
}

function result(finding: Finding, sources: ObjectSources) {
  const { code, severity, message, action, object } = finding;
  const place = object && sources.locate(object);
  return {
    ruleId: code,
    level: LEVELS[severity],
    message: { text: `${message} ${action}`.trim() },
    locations: [
      {
        ...(place && {
          physicalLocation: {
            artifactLocation: { uri: uriOf(place.file) },
            region: { startLine: place.line },
          },
        }),
        ...(object && {
          logicalLocations: [
            {
              fullyQualifiedName: [describeEvidence(object), object.field]
                .filter(part => part !== undefined)
                .join(' '),
            },
          ],
        }),
      },
    ],
  };
}

/** Paths on Windows have other slashes, and blanks and the like are none of a URI. */
function uriOf(file: string): string {
  return file
    .replaceAll('\\', '/')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}
