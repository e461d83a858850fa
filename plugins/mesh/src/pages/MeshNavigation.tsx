import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { NavLink } from 'react-router-dom';
import { approvalsRouteRef, requestsRouteRef, rootRouteRef } from '../routes';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    gap: theme.spacing(3),
    marginBottom: theme.spacing(3),
    borderBottom: `1px solid ${theme.palette.divider}`,
    '& a': {
      ...theme.typography.button,
      padding: theme.spacing(1, 0),
      color: theme.palette.text.primary,
      textDecoration: 'none',
      borderBottom: '3px solid transparent',
    },
    '& a[aria-current="page"]': { borderBottomColor: 'currentColor' },
    '& a:focus-visible': { outline: '2px solid currentColor' },
  },
}));

/** The sections of the Mesh page, as links that can be bookmarked. */
export function MeshNavigation() {
  const classes = useStyles();
  const fleet = useRouteRef(rootRouteRef)();
  const requests = useRouteRef(requestsRouteRef)();
  const approvals = useRouteRef(approvalsRouteRef)();
  return (
    <nav aria-label="Mesh" className={classes.root}>
      <NavLink end to={fleet}>
        Fleet
      </NavLink>
      <NavLink end to={requests}>
        My requests
      </NavLink>
      <NavLink end to={approvals}>
        Approvals
      </NavLink>
    </nav>
  );
}
