import { FormEvent, useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import { GateType } from '@onmesh/plugin-mesh-common';
import { Notice } from '../components/Notice';
import {
  gateApproveWords,
  gateEffects,
  gateQuestions,
} from '../words/gateWords';

/** Says what an approval is for and what it leads to. Once something else is on its way, nothing can be approved. */
export function GateDialog(props: {
  gate: GateType;
  /** The version, in words. */
  version: string;
  /** Something else is on its way by now. */
  stale: boolean;
  onCancel: () => void;
  onApprove: (reason: string | undefined) => void;
}) {
  const { gate, version, stale, onCancel, onApprove } = props;
  const id = useId();
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!stale) {
      onApprove(reason.trim() || undefined);
    }
  };
  return (
    <Dialog
      open
      onClose={onCancel}
      aria-labelledby={id}
      aria-describedby={`${id}-what`}
      fullWidth
    >
      <form onSubmit={submit}>
        <DialogTitle id={id}>{gateQuestions[gate]}</DialogTitle>
        <DialogContent>
          <DialogContentText id={`${id}-what`} color="textPrimary">
            {gateEffects[gate]} This is about {version}, and about no later
            version.
          </DialogContentText>
          {stale && (
            <Notice
              severity="warning"
              title="It changed while you were reading"
            >
              Another version is on its way, or none any more. Close this, look
              again, and decide again.
            </Notice>
          )}
          <TextField
            id={`${id}-reason`}
            label="Reason (optional)"
            fullWidth
            multiline
            inputProps={{ maxLength: 2000 }}
            value={reason}
            onChange={event => setReason(event.target.value)}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onCancel}>Cancel</Button>
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={stale}
          >
            {gateApproveWords[gate]}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
