// @ts-check

/*
 * Every point in time is a number of milliseconds since 1970 by the clock of the database, because SQLite has no type for
 * it and because replicas may not agree about the time.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('mesh_requests', table => {
    table.comment('Onboarding requests: one proposed version of a profile');
    table.string('id', 36).primary().comment('UUID, never reused');
    table
      .string('entity_ref')
      .notNullable()
      .comment('Catalog entity that the request is about');
    table.string('cluster').notNullable().comment('Cluster of the target');
    table.string('namespace').notNullable().comment('Namespace of the target');
    table.string('workload').notNullable().comment('Workload of the target');
    table
      .string('open_target')
      .nullable()
      .comment(
        'cluster/namespace/workload while the request is not finished, null afterwards: one open request per target',
      );
    table.string('requester').notNullable().comment('Entity ref of a person');
    table.text('reason').nullable().comment('Why the requester wants it');
    table.text('profile').notNullable().comment('JSON: the wanted profile');
    table.text('plan').notNullable().comment('JSON: the stages of the plan');
    table
      .string('plan_hash', 64)
      .notNullable()
      .comment('SHA-256 of the plan: what an approval binds');
    table.string('state', 32).notNullable().comment('Where it stands');
    table
      .integer('stage_index')
      .notNullable()
      .comment('Stage of the plan at work, from 0');
    table
      .integer('attempt')
      .notNullable()
      .comment('Proposal of the present stage, from 1');
    table
      .integer('version')
      .notNullable()
      .comment('Grows with every change: optimistic lock');
    table
      .text('gates')
      .notNullable()
      .comment('JSON: last reading of the gates');
    table
      .text('message')
      .nullable()
      .comment('Why it is blocked, declined or rejected');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.unique(['open_target'], { indexName: 'mesh_requests_open_target' });
    table.index(['entity_ref', 'created_at'], 'mesh_requests_entity');
    table.index(['state', 'created_at'], 'mesh_requests_state');
    table.index(['requester', 'created_at'], 'mesh_requests_requester');
    table.index(['created_at'], 'mesh_requests_created');
  });

  await knex.schema.createTable('mesh_request_events', table => {
    table.comment('The history of requests: who did what when, and why');
    table.bigIncrements('id').comment('Order of the history');
    table
      .string('request_id', 36)
      .notNullable()
      .references('id')
      .inTable('mesh_requests')
      .onDelete('CASCADE');
    table.bigInteger('at').notNullable();
    table
      .string('actor')
      .notNullable()
      .comment('Entity ref of a person, or "worker"');
    table.string('event', 32).notNullable();
    table.integer('stage_index').nullable();
    table.text('message').nullable();
    table.index(['request_id', 'id'], 'mesh_request_events_request');
  });

  await knex.schema.createTable('mesh_stage_pull_requests', table => {
    table.comment('Pull requests of the stages, one for each attempt');
    table
      .string('request_id', 36)
      .notNullable()
      .references('id')
      .inTable('mesh_requests')
      .onDelete('CASCADE');
    table.integer('stage_index').notNullable();
    table.integer('attempt').notNullable();
    table.string('branch').notNullable();
    table
      .string('base_commit', 64)
      .nullable()
      .comment(
        'Commit that the branch starts from: written before the branch, so that a retry makes the same commit',
      );
    table.integer('number').nullable().comment('As the Git host counts');
    table.text('url').nullable();
    table
      .string('state', 16)
      .notNullable()
      .comment('pending, open, merged or closed');
    table.string('head_commit', 64).nullable();
    table
      .text('baseline')
      .nullable()
      .comment('JSON: traffic before the stage, for gates that compare');
    table
      .bigInteger('created_at')
      .notNullable()
      .comment('Also the date of the commit');
    table.primary(['request_id', 'stage_index', 'attempt']);
  });

  await knex.schema.createTable('mesh_jobs', table => {
    table.comment(
      'Outbox: requests that the worker has to look at. A row is written with the change that asks for the work.',
    );
    table
      .string('request_id', 36)
      .primary()
      .references('id')
      .inTable('mesh_requests')
      .onDelete('CASCADE');
    table.bigInteger('run_after').notNullable();
    table
      .string('lease_owner', 64)
      .nullable()
      .comment('Worker at work; null when nobody is');
    table.bigInteger('lease_until').nullable();
    table
      .bigInteger('lease_token')
      .notNullable()
      .comment('Fencing token: grows with every claim and every new order');
    table
      .integer('attempts')
      .notNullable()
      .comment('Claims since the last success');
    table.text('last_error').nullable().comment('Why the last try failed');
    table.index(['run_after'], 'mesh_jobs_run_after');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('mesh_jobs');
  await knex.schema.dropTable('mesh_stage_pull_requests');
  await knex.schema.dropTable('mesh_request_events');
  await knex.schema.dropTable('mesh_requests');
};
