import { Ref } from 'react';
import Button from '@material-ui/core/Button';
import { describeError } from '../api/describeError';
import { Notice } from './Notice';

/** What failed, why, and what to do about it. */
export function ErrorNotice(props: {
  /** What could not be done: `Could not read the mesh status of payments`. */
  title: string;
  error: Error;
  onRetry?: () => void;
  focusRef?: Ref<HTMLDivElement>;
}) {
  const { message, action } = describeError(props.error);
  return (
    <Notice
      severity="error"
      title={props.title}
      focusRef={props.focusRef}
      action={
        props.onRetry && (
          <Button color="inherit" size="small" onClick={props.onRetry}>
            Try again
          </Button>
        )
      }
    >
      {message} {action}
    </Notice>
  );
}
