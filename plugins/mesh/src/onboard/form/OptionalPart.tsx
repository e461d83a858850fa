import { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { DraftCheckbox } from './DraftCheckbox';
import { FoldedPart } from './FoldedPart';

/** A folded part that is there or not: a switch says so, and what was typed stays while it is off. */
export function OptionalPart(props: {
  title: string;
  /** Of the part in the profile. */
  path: string;
  isSet: boolean;
  /** What is set inside, in words; only asked for while it is on. */
  summary: string;
  /** What switching it on does. */
  switchLabel: string;
  /** Why it is of no use beside the rest of the profile. */
  notOffered?: string;
  onSwitch: (isSet: boolean) => void;
  children: ReactNode;
}) {
  const { title, path, isSet, summary, switchLabel, notOffered } = props;
  return (
    <FoldedPart title={title} path={path} summary={isSet ? summary : 'not set'}>
      {notOffered === undefined ? (
        <DraftCheckbox
          label={switchLabel}
          checked={isSet}
          onChange={props.onSwitch}
        />
      ) : (
        <Typography variant="body2">{notOffered}</Typography>
      )}
      {isSet && props.children}
    </FoldedPart>
  );
}
