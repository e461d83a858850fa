// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('mesh_requests', table => {
    table
      .string('reverts', 36)
      .nullable()
      .comment('The request whose merged stages this one takes back');
    table.index(['reverts'], 'mesh_requests_reverts');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('mesh_requests', table => {
    table.dropIndex(['reverts'], 'mesh_requests_reverts');
    table.dropColumn('reverts');
  });
};
