import { FormEvent, useId, useRef, useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import { Notice } from '../components/Notice';

/** Says in words what a decision leads to, and asks why. What changes while the person reads is said, and stops them. */
export function DecisionDialog(props: {
  question: string;
  /** What will happen. */
  sentences: string[];
  /** What is on the button. */
  confirm: string;
  reasonRequired?: boolean;
  /** What changed since the dialog was opened, in a sentence. */
  stale?: string;
  onCancel: () => void;
  onConfirm: (reason: string | undefined) => void;
}) {
  const { question, sentences, confirm, stale, onCancel, onConfirm } = props;
  const { reasonRequired = false } = props;
  const id = useId();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const missing = reasonRequired && reason.trim() === '';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing) {
      fieldRef.current?.focus();
    } else if (!stale) {
      onConfirm(reason.trim() || undefined);
    }
  };

  return (
    <Dialog
      open
      onClose={onCancel}
      aria-labelledby={id}
      aria-describedby={`${id}-what`}
      fullWidth
      TransitionProps={{ onEntered: () => fieldRef.current?.focus() }}
    >
      <form onSubmit={submit} noValidate>
        <DialogTitle id={id}>{question}</DialogTitle>
        <DialogContent>
          <div id={`${id}-what`}>
            {sentences.map(sentence => (
              <DialogContentText key={sentence} color="textPrimary">
                {sentence}
              </DialogContentText>
            ))}
          </div>
          {stale && (
            <Notice
              severity="warning"
              title="It changed while you were reading"
            >
              {stale} Close this, look again, and decide again.
            </Notice>
          )}
          <TextField
            id={`${id}-reason`}
            label={
              reasonRequired ? 'Reason, for the history' : 'Reason (optional)'
            }
            fullWidth
            multiline
            required={reasonRequired}
            inputRef={fieldRef}
            inputProps={{ maxLength: 2000 }}
            value={reason}
            error={tried && missing}
            helperText={tried && missing ? 'Say why.' : undefined}
            onChange={event => setReason(event.target.value)}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onCancel}>Cancel</Button>
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={Boolean(stale)}
          >
            {confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
