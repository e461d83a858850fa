import { sourceWords } from '../../words/statusWords';
import { useDraft } from '../DraftContext';
import { Disclosure } from '../form/Disclosure';
import { DraftField } from '../form/DraftField';
import { FieldGrid } from '../form/FieldGrid';
import { useOffered } from '../form/useOffered';
import { CallerDraft } from './callerDraft';
import { describeLimits } from './describeLimits';
import { TokenFields } from './TokenFields';

/** Which requests a caller may send, and where it was found. */
export function CallerLimits(props: {
  caller: CallerDraft;
  path: string;
  onChange: (part: Partial<CallerDraft>) => void;
}) {
  const { caller, path, onChange } = props;
  const { mesh } = useDraft().draft;
  // Requests from outside the mesh pass by the waypoint of ambient, which alone reads them.
  const areRead = mesh !== 'istio-ambient' || caller.kind !== 'addresses';
  const hasMethods = useOffered(areRead, caller.methods !== '');
  const hasPaths = useOffered(areRead, caller.paths !== '');
  const hasToken = useOffered(areRead, caller.endUser);
  return (
    <Disclosure
      summary={describeLimits(caller)}
      note={
        caller.source && (
          <span title={caller.entityRef}>
            From: {sourceWords[caller.source]}
          </span>
        )
      }
      paths={['methods', 'paths', 'ports', 'endUser'].map(
        field => `${path}.${field}`,
      )}
    >
      <FieldGrid>
        {hasMethods && (
          <DraftField
            label="Methods"
            path={`${path}.methods`}
            hint="such as GET, POST; empty: all"
            value={caller.methods}
            onChange={methods => onChange({ methods })}
          />
        )}
        {hasPaths && (
          <DraftField
            label="Paths"
            path={`${path}.paths`}
            hint="one a line, such as /orders/*; empty: all"
            multiline
            value={caller.paths}
            onChange={paths => onChange({ paths })}
          />
        )}
        <DraftField
          label="Ports"
          path={`${path}.ports`}
          hint="as the workload listens; empty: all"
          value={caller.ports}
          onChange={ports => onChange({ ports })}
        />
      </FieldGrid>
      {hasToken && (
        <TokenFields
          caller={caller}
          path={`${path}.endUser`}
          onChange={onChange}
        />
      )}
    </Disclosure>
  );
}
