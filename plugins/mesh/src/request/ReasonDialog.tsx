import { FormEvent, useId, useRef, useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';

/** Asks why. There is no going on without a reason. */
export function ReasonDialog(props: {
  open: boolean;
  title: string;
  label: string;
  confirm: string;
  onCancel: () => void;
  onConfirm: (reason: string) => void;
}) {
  const { open, title, label, confirm, onCancel, onConfirm } = props;
  const id = useId();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const missing = reason.trim() === '';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!missing) {
      onConfirm(reason.trim());
    }
  };

  return (
    <Dialog
      open={open}
      onClose={onCancel}
      aria-labelledby={id}
      fullWidth
      TransitionProps={{ onEntered: () => fieldRef.current?.focus() }}
    >
      <form onSubmit={submit} noValidate>
        <DialogTitle id={id}>{title}</DialogTitle>
        <DialogContent>
          <TextField
            id={`${id}-reason`}
            label={label}
            fullWidth
            multiline
            required
            inputRef={fieldRef}
            value={reason}
            error={tried && missing}
            helperText={tried && missing ? 'Say why.' : undefined}
            onChange={event => setReason(event.target.value)}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" variant="contained" color="primary">
            {confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
