export const say = message => console.log(`[onmesh] ${message}`);
