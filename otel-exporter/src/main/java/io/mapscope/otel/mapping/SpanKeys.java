package io.mapscope.otel.mapping;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.mapscope.otel.catalog.AttributeNames;
import io.opentelemetry.api.common.AttributeKey;

/** The keys of the attributes of spans, made once: named by text, one is made for each value. */
final class SpanKeys {

  static final AttributeKey<Long> GROWTH = longKey(AttributeNames.GROWTH);
  static final AttributeKey<String> GROWTH_REASON = stringKey(AttributeNames.GROWTH_REASON);
  static final AttributeKey<Boolean> SAME_SIZE = booleanKey(AttributeNames.SAME_SIZE);
  static final AttributeKey<Long> BUCKETS_BEFORE = longKey("hashmap.buckets.before");
  static final AttributeKey<Long> BUCKETS_AFTER = longKey("hashmap.buckets.after");
  static final AttributeKey<Long> ENTRIES = longKey("hashmap.entries");
  static final AttributeKey<Long> OVERFLOW_BUCKETS = longKey("hashmap.overflow_buckets");
  static final AttributeKey<Long> GROWTH_STEPS = longKey("hashmap.growth.steps");
  static final AttributeKey<Long> CHAINS_EVACUATED = longKey("hashmap.chains.evacuated");
  static final AttributeKey<Long> ENTRIES_MOVED = longKey("hashmap.entries.moved");
  static final AttributeKey<Long> ENTRIES_MOVED_TO_UPPER =
      longKey("hashmap.entries.moved_to_upper");
  static final AttributeKey<Long> HOLES_SQUEEZED = longKey("hashmap.holes.squeezed");
  static final AttributeKey<Long> OVERFLOW_BUCKETS_ATTACHED =
      longKey("hashmap.overflow_buckets.attached");
  static final AttributeKey<Double> GROWTH_WORK_TIME = doubleKey("hashmap.growth.work_time");
  static final AttributeKey<Double> GROWTH_LONGEST_STEP = doubleKey("hashmap.growth.longest_step");
  static final AttributeKey<Long> GROWTH_ALLOCATED = longKey("hashmap.growth.allocated");
  static final AttributeKey<Boolean> GROWTH_ABANDONED = booleanKey("hashmap.growth.abandoned");
  static final AttributeKey<String> OPERATION = stringKey(AttributeNames.OPERATION);
  static final AttributeKey<Long> BUCKET = longKey("hashmap.bucket");
  static final AttributeKey<Long> MARK_BEFORE = longKey("hashmap.mark.before");
  static final AttributeKey<Long> MARK_AFTER = longKey("hashmap.mark.after");
  static final AttributeKey<Long> OLD_BUCKETS = longKey("hashmap.old_buckets");
  static final AttributeKey<Boolean> GROWTH_FINISHED = booleanKey("hashmap.growth.finished");
  static final AttributeKey<Long> OLD_BUCKET = longKey("hashmap.old_bucket");
  static final AttributeKey<Long> CHAIN_LENGTH = longKey("hashmap.chain.length");
  static final AttributeKey<Boolean> GROWING = booleanKey(AttributeNames.GROWING);
  static final AttributeKey<Boolean> PUT_INSERTED = booleanKey("hashmap.put.inserted");
  static final AttributeKey<Boolean> PUT_STARTED_GROWTH = booleanKey("hashmap.put.started_growth");
  static final AttributeKey<Boolean> PUT_OVERFLOW_ATTACHED =
      booleanKey("hashmap.put.overflow_attached");
  static final AttributeKey<Long> CHAIN_POSITION = longKey("hashmap.chain.position");
  static final AttributeKey<Boolean> DELETE_FOUND = booleanKey("hashmap.delete.found");
  static final AttributeKey<Long> DELETE_SLOTS_FREED = longKey("hashmap.delete.slots_freed");
  static final AttributeKey<Boolean> DELETE_EVACUATED_FIRST =
      booleanKey("hashmap.delete.evacuated_first");
  static final AttributeKey<Boolean> DELETE_SEED_REDRAWN =
      booleanKey("hashmap.delete.seed_redrawn");
  static final AttributeKey<Long> SLOT = longKey("hashmap.slot");
  static final AttributeKey<String> GROWTH_METHOD = stringKey("hashmap.growth.method");
  static final AttributeKey<Boolean> GROWTH_HELPING = booleanKey("hashmap.growth.helping");
  static final AttributeKey<Long> MAP_NUMBER = longKey(AttributeNames.MAP_NUMBER);
  static final AttributeKey<String> MAP_NAME = stringKey(AttributeNames.MAP_NAME);
  static final AttributeKey<String> IMPLEMENTATION = stringKey(AttributeNames.IMPLEMENTATION);
  static final AttributeKey<Long> THREAD_ID = longKey("thread.id");
  static final AttributeKey<String> THREAD_NAME = stringKey("thread.name");
  static final AttributeKey<String> CODE_FUNCTION_NAME = stringKey("code.function.name");
  static final AttributeKey<Long> CODE_LINE_NUMBER = longKey("code.line.number");
  static final AttributeKey<Boolean> GROWTH_CAUSE = booleanKey(AttributeNames.GROWTH_CAUSE);
  static final AttributeKey<Double> VICTIM_WORK_TIME = doubleKey(AttributeNames.VICTIM_WORK_TIME);

  private SpanKeys() {}
}
