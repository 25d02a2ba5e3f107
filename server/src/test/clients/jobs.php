<?php
// A queue of jobs by phpredis with its defaults until a file is there: php jobs.php PORT FILE TAG...
const PUSH = "return {redis.call('LPUSH', KEYS[1], ARGV[1]), redis.call('INCR', KEYS[2])}";
const ACK = "redis.call('LREM', KEYS[1], 1, ARGV[1]) return redis.call('SADD', KEYS[2], ARGV[1])";

$port = (int) $argv[1];
$end = $argv[2];
$tags = array_slice($argv, 3);

function say(mixed ...$words): void
{
    fwrite(STDOUT, implode(' ', $words) . "\n");
}

function isOver(float $seconds): bool
{
    global $end;
    clearstatcache();
    return file_exists($end) && microtime(true) - filemtime($end) >= $seconds;
}

function connect(int $port): Redis
{
    $redis = new Redis();
    $redis->connect('127.0.0.1', $port);
    return $redis;
}

/** What a call gives; an error reply is an exception here. */
function call(Redis $redis, callable $call): mixed
{
    $redis->clearLastError();
    $reply = $call($redis);
    if ($redis->getLastError() !== null) {
        throw new RedisException($redis->getLastError());
    }
    return $reply;
}

function produce(Redis $redis, int $shard, string $tag): void
{
    for ($seq = 0; !isOver(0); $seq++) {
        $queue = $tag . 'ab'[$seq % 2];
        $job = "phpredis-$shard-$seq";
        $millis = (int) (microtime(true) * 1000);
        try {
            $reply = call($redis, fn($r) => $seq % 2 === 0
                ? $r->multi()->lPush($queue, $job)->incr($tag . 'count')->exec()
                : $r->evalSha(sha1(PUSH), [$queue, $tag . 'count', $job], 2));
            if (!is_array($reply) || count($reply) !== 2 || $reply[0] < 1 || $reply[1] < 1) {
                say('wrong', $shard, json_encode($reply), "for $job");
            }
            say('sent', $shard, $job, $millis);
        } catch (RedisException $error) {
            say('unsure', $shard, $job);
            say('failed', $shard, 'push', $error->getMessage());
        }
        usleep(10_000);
    }
}

function acknowledge(Redis $redis, int $shard, string $tag, string $job): void
{
    for ($failures = 0; $failures < 200; $failures++) {
        try {
            $added = call($redis, fn($r) => $r->evalSha(sha1(ACK), ["{$tag}doing", "{$tag}done", $job], 2));
            say($added === 1 || $failures > 0 ? 'done' : 'wrong', $shard, $job);
            return;
        } catch (RedisException $error) {
            say('failed', $shard, 'ack', $error->getMessage());
            usleep(100_000);
        }
    }
    say('wrong', $shard, "$job is never acknowledged");
}

function work(Redis $redis, int $shard, string $tag, string $queue): void
{
    while (true) {
        try {
            $job = call($redis, fn($r) => $queue === 'a'
                ? $r->bRPopLPush("{$tag}a", "{$tag}doing", 1)
                : ($r->brPop(["{$tag}b"], 1)[1] ?? false));
        } catch (RedisException $error) {
            say('failed', $shard, "pop$queue", $error->getMessage());
            usleep(50_000);
            continue;
        }
        if ($job) {
            say('got', $shard, $job);
            acknowledge($redis, $shard, $tag, $job);
        } elseif (isOver(2)) {
            return;
        }
    }
}

$redis = connect($port);
foreach ([PUSH, ACK] as $script) {
    $redis->script('load', $script);
}
foreach ($tags as $shard => $tag) {
    foreach (['produce', 'a', 'b'] as $role) {
        if (pcntl_fork() === 0) {
            $own = connect($port);
            // Without its default of a minute: phpredis 5 reads on behind an error reply to EXEC, of Redis too.
            $own->setOption(Redis::OPT_READ_TIMEOUT, 3);
            $role === 'produce' ? produce($own, $shard, $tag) : work($own, $shard, $tag, $role);
            exit(0);
        }
    }
}
while (pcntl_wait($status) > 0) {
    if ($status !== 0) {
        say('wrong', 0, "a process ended with $status");
    }
}
foreach ($tags as $shard => $tag) {
    foreach ($redis->lRange("{$tag}doing", 0, -1) as $left) {
        say('left', $shard, $left);
        acknowledge($redis, $shard, $tag, $left);
    }
}
say('ok');
