import { ReactNode, Ref } from 'react';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';

/** Something that people should read first. Errors interrupt a screen reader, the rest waits for a pause. */
export function Notice(props: {
  severity: 'error' | 'warning' | 'info' | 'success';
  title?: string;
  action?: ReactNode;
  /** Lets a form move the focus here. */
  focusRef?: Ref<HTMLDivElement>;
  children: ReactNode;
}) {
  const { severity, title, action, focusRef, children } = props;
  return (
    <Alert
      ref={focusRef}
      tabIndex={focusRef ? -1 : undefined}
      severity={severity}
      variant="outlined"
      role={severity === 'error' ? 'alert' : 'status'}
      action={action}
      style={{ marginBottom: 16 }}
    >
      {title && <AlertTitle>{title}</AlertTitle>}
      {children}
    </Alert>
  );
}
