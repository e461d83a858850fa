import { Knex } from 'knex';

/** Whether the database locks single rows, so that two workers can claim side by side. SQLite has one writer at a time instead. */
export function locksRows(knex: Knex): boolean {
  return String(knex.client.config.client).includes('pg');
}

/**
 * Milliseconds since 1970 by the clock of the database, as SQL. Leases are compared by this clock alone: the clocks of
 * replicas may be minutes apart.
 */
export function databaseNow(knex: Knex): Knex.Raw<number> {
  return locksRows(knex)
    ? knex.raw('(extract(epoch from clock_timestamp()) * 1000)::bigint')
    : knex.raw("cast(unixepoch('now', 'subsec') * 1000 as integer)");
}

/** The time by the database's clock plus some milliseconds, as SQL. */
export function databaseNowPlus(knex: Knex, ms: number): Knex.Raw<number> {
  return knex.raw('(? + ?)', [databaseNow(knex), Math.round(ms)]);
}
