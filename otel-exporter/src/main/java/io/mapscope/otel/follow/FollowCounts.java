package io.mapscope.otel.follow;

/**
 * What a follower has met in its folder.
 *
 * @param chunksExported chunks whose events were exported
 * @param chunksReplayed chunks read again after a restart
 * @param chunksVanished chunks that were gone before they were exported
 * @param chunksDamaged chunks that could be read in part or not at all
 * @param filesVanished files that were gone before their last chunk was finished
 * @param filesUnfinished files whose last chunk is being written
 * @param filesForeign files that hold something else
 */
public record FollowCounts(
    long chunksExported,
    long chunksReplayed,
    long chunksVanished,
    long chunksDamaged,
    long filesVanished,
    int filesUnfinished,
    int filesForeign) {}
