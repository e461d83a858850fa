// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('mesh_gate_urls', table => {
    table.comment('Where Flagger asks for approvals, one URL a canary');
    table.string('cluster').notNullable();
    table.string('namespace').notNullable();
    table.string('canary').notNullable();
    table
      .string('token_hash', 64)
      .notNullable()
      .unique({ indexName: 'mesh_gate_urls_token' })
      .comment('SHA-256 of the token in the URL; the token itself is nowhere');
    table
      .bigInteger('created_at')
      .notNullable()
      .comment('Milliseconds since 1970 by the clock of the database');
    table.string('created_by').notNullable().comment('Entity ref of a person');
    table
      .bigInteger('asked_at')
      .nullable()
      .comment('When Flagger last asked with this token');
    table.primary(['cluster', 'namespace', 'canary']);
  });
  await knex.schema.createTable('mesh_gate_approvals', table => {
    table.comment('Who approved which version at which gate');
    table.bigIncrements('id').comment('Order of the history');
    table.string('cluster').notNullable();
    table.string('namespace').notNullable();
    table.string('canary').notNullable();
    table.string('gate', 32).notNullable().comment('Type of the webhook');
    table
      .text('revision')
      .notNullable()
      .comment('JSON: the version and the delivery that were seen');
    table.string('approved_by').notNullable().comment('Entity ref of a person');
    table.bigInteger('approved_at').notNullable();
    table.text('reason').nullable();
    table.bigInteger('expires_at').notNullable();
    table
      .bigInteger('ended_at')
      .nullable()
      .comment('When it was withdrawn or another one took its place');
    table.string('ended_by').nullable();
    table.index(
      ['cluster', 'namespace', 'canary', 'id'],
      'mesh_gate_approvals_canary',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('mesh_gate_approvals');
  await knex.schema.dropTable('mesh_gate_urls');
};
