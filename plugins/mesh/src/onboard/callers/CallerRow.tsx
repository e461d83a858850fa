import { DraftField } from '../form/DraftField';
import { DraftSelect } from '../form/DraftSelect';
import { FieldGrid } from '../form/FieldGrid';
import { CallerDraft, CallerKind } from './callerDraft';
import { CallerLimits } from './CallerLimits';

const kinds: Record<CallerKind, string> = {
  account: 'A service account',
  namespace: 'A whole namespace',
  addresses: 'IP addresses',
  endUser: 'Anyone with a token',
};

/** One caller: what it is known by, and what it may ask for. */
export function CallerRow(props: {
  caller: CallerDraft;
  /** Of the caller in the profile. */
  path: string;
  onChange: (part: Partial<CallerDraft>) => void;
}) {
  const { caller, path, onChange } = props;
  const { kind } = caller;
  // Who is named by hand was not found anywhere.
  const name = (part: Partial<CallerDraft>) =>
    onChange({ ...part, source: 'manual', entityRef: undefined });
  return (
    <>
      <FieldGrid>
        <DraftSelect
          label="Caller"
          choices={kinds}
          value={kind}
          onChange={next => name({ kind: next })}
        />
        {(kind === 'account' || kind === 'namespace') && (
          <DraftField
            label="Namespace"
            path={`${path}.namespace`}
            value={caller.namespace}
            onChange={namespace => name({ namespace })}
          />
        )}
        {kind === 'account' && (
          <DraftField
            label="Service account"
            path={`${path}.serviceAccount`}
            value={caller.serviceAccount}
            onChange={serviceAccount => name({ serviceAccount })}
          />
        )}
        {kind === 'addresses' && (
          <DraftField
            label="Addresses and ranges"
            path={`${path}.ipBlocks`}
            hint="such as 10.0.0.0/8, 192.0.2.7"
            value={caller.ipBlocks}
            onChange={ipBlocks => name({ ipBlocks })}
          />
        )}
      </FieldGrid>
      <CallerLimits caller={caller} path={path} onChange={onChange} />
    </>
  );
}
