import Box from '@material-ui/core/Box';
import { DraftCheckbox } from '../form/DraftCheckbox';
import { Complaint } from '../form/Complaint';
import { DraftField } from '../form/DraftField';
import { FieldGrid } from '../form/FieldGrid';
import { RowList } from '../form/RowList';
import { CallerDraft } from './callerDraft';

/** Whether a caller has to bring a token, and what has to be in it. */
export function TokenFields(props: {
  caller: CallerDraft;
  /** Of the end user in the profile. */
  path: string;
  onChange: (part: Partial<CallerDraft>) => void;
}) {
  const { caller, path, onChange } = props;
  const isKnownByToken = caller.kind === 'endUser';
  return (
    <Box mt={1}>
      {isKnownByToken ? (
        <Complaint path={path} />
      ) : (
        <DraftCheckbox
          label="Has to bring a token of an end user"
          path={path}
          checked={caller.endUser}
          onChange={endUser => onChange({ endUser })}
        />
      )}
      {(isKnownByToken || caller.endUser) && (
        <RowList
          noun="claim"
          path={`${path}.claims`}
          rows={caller.claims ?? []}
          blank={{ name: '', values: '' }}
          onChange={claims => onChange({ claims })}
          render={({ name, values }, _, update) => (
            <FieldGrid>
              <DraftField
                label="Claim"
                path={`${path}.claims.${name.trim()}#name`}
                hint="such as role"
                value={name}
                onChange={next => update({ name: next })}
              />
              <DraftField
                label="One of these values"
                path={`${path}.claims.${name.trim()}`}
                hint="one a line"
                multiline
                value={values}
                onChange={next => update({ values: next })}
              />
            </FieldGrid>
          )}
        />
      )}
    </Box>
  );
}
