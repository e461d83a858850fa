// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('local_pull_request', table => {
    table.comment(
      'Pull requests of local Git repositories, which have no host to keep them',
    );
    table.string('repo').notNullable().comment('Name of the repository');
    table.integer('number').notNullable().comment('From 1 in each repository');
    table.string('branch').notNullable().comment('Branch that is proposed');
    table.string('base').notNullable().comment('Branch to merge into');
    table.text('title').notNullable().comment('One line');
    table.text('body').notNullable().comment('Markdown');
    table
      .string('head', 64)
      .notNullable()
      .comment(
        'Commit proposed at creation, then the one that was merged or closed',
      );
    table.string('state', 16).notNullable().comment('open, merged or closed');
    table
      .string('merge_commit', 64)
      .nullable()
      .comment('Commit on the base that holds the change');
    table
      .bigInteger('created_at')
      .notNullable()
      .comment('Milliseconds since 1970 by the clock of the database');
    table
      .bigInteger('updated_at')
      .notNullable()
      .comment('Milliseconds since 1970 by the clock of the database');
    table
      .string('by')
      .nullable()
      .comment('Who merged or closed it; null when that happened in Git');
    table.unique(['repo', 'number'], {
      indexName: 'local_pull_request_number',
    });
    table.unique(['repo', 'branch'], {
      indexName: 'local_pull_request_branch',
    });
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('local_pull_request');
};
