export { demoPolicyModule as default } from './demoPolicyModule';
