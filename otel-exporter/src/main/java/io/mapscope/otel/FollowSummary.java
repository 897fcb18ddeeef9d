package io.mapscope.otel;

/**
 * What a follower has met in its folder.
 *
 * @param chunksExported chunks whose events were exported
 * @param chunksReplayed chunks read again to go on from where an earlier run was
 * @param chunksVanished chunks that were gone before they could be exported
 * @param chunksDamaged chunks that could be read in part or not at all
 * @param filesVanished files that were gone before their last chunk was finished
 * @param filesUnfinished files whose last chunk is being written
 * @param filesForeign files that hold something else
 */
public record FollowSummary(
    long chunksExported,
    long chunksReplayed,
    long chunksVanished,
    long chunksDamaged,
    long filesVanished,
    int filesUnfinished,
    int filesForeign) {}
