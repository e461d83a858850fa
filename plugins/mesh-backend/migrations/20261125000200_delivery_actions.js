// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('mesh_delivery_actions', table => {
    table.comment('Who promoted, aborted or retried which version when');
    table.bigIncrements('id').comment('Order of the history');
    table
      .string('entity_ref')
      .notNullable()
      .comment('Catalog entity for which somebody acted');
    table.string('cluster').notNullable();
    table.string('namespace').notNullable();
    table.string('workload').notNullable();
    table
      .bigInteger('at')
      .notNullable()
      .comment('Milliseconds since 1970 by the clock of the database');
    table.string('actor').notNullable().comment('Entity ref of a person');
    table
      .string('action', 32)
      .notNullable()
      .comment('promote, promote-full, abort or retry');
    table.text('reason').nullable();
    table.string('pod_hash').nullable().comment('Version that was seen');
    table.text('images').notNullable().comment('JSON: what that version runs');
    table
      .integer('step_index')
      .nullable()
      .comment('Completed steps that were seen');
    table
      .string('outcome', 16)
      .notNullable()
      .comment(
        'begun, done, partly, refused or unknown. It is written before the cluster is asked, so that a crash leaves a trace',
      );
    table
      .text('message')
      .nullable()
      .comment('Why it was not done or is unknown');
    table.index(
      ['cluster', 'namespace', 'workload', 'id'],
      'mesh_delivery_actions_target',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('mesh_delivery_actions');
};
