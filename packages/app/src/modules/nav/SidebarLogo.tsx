import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { MeshMark } from '../MeshMark';

const useStyles = makeStyles(theme => ({
  link: {
    display: 'flex',
    alignItems: 'center',
    height: 2 * sidebarConfig.logoHeight,
    paddingLeft: (sidebarConfig.drawerWidthClosed - 32) / 2,
    color: theme.palette.common.white,
    '&:hover': { textDecoration: 'none' },
  },
  name: {
    marginLeft: theme.spacing(1.5),
    fontSize: theme.typography.pxToRem(22),
    fontWeight: 700,
  },
}));

export function SidebarLogo() {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();

  return (
    <Link
      to="/"
      underline="none"
      className={classes.link}
      aria-label="Onmesh, home"
    >
      <MeshMark size={32} />
      {isOpen && <span className={classes.name}>Onmesh</span>}
    </Link>
  );
}
