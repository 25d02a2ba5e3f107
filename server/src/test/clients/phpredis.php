<?php
// phpredis with its defaults: php phpredis.php PORT TAG...
function check(bool $holds, string $what): void
{
    if (!$holds) {
        fwrite(STDERR, "$what\n");
        exit(1);
    }
}

$tags = array_slice($argv, 2);
$redis = new Redis();
check($redis->connect('127.0.0.1', (int) $argv[1]), 'connect');
$binary = '';
for ($i = 0; $i < 1 << 20; $i++) {
    $binary .= chr(($i * 31 + ($i >> 8)) & 255);
}

check($redis->ping() === true, 'ping');
check($redis->set('php:text', 'grüße'), 'set');
check($redis->get('php:text') === 'grüße', 'get');
check($redis->get('php:none') === false, 'get of nothing');
check($redis->incrBy('php:count', 41) === 41, 'incrBy');
check($redis->incr('php:count') === 42, 'incr');
check($redis->expire('php:count', 100), 'expire');
check($redis->ttl('php:count') > 0, 'ttl');
check($redis->hMSet('php:hash', ['a' => '1', 'b' => '2']), 'hMSet');
check($redis->hGetAll('php:hash') === ['a' => '1', 'b' => '2'], 'hGetAll');
check($redis->rPush('php:list', 'x', 'y', 'z') === 3, 'rPush');
check($redis->lRange('php:list', 0, -1) === ['x', 'y', 'z'], 'lRange');
check($redis->zAdd('php:scores', 1.5, 'one', 2, 'two') === 2, 'zAdd');
check($redis->zRange('php:scores', 0, -1, true) === ['one' => 1.5, 'two' => 2.0], 'zRange');
check($redis->incr('php:hash') === false, 'incr of a hash');
check(str_contains($redis->getLastError(), 'WRONGTYPE'), 'the error of it');

$many = [];
for ($i = 0; $i < 100; $i++) {
    $many['php:many:' . $i * 7919] = (string) $i;
}
check($redis->mSet($many), 'mSet');
check($redis->mGet(array_keys($many)) === array_values($many), 'mGet');
check($redis->exists(array_keys($many)) === 100, 'exists');
check($redis->del(array_keys($many)) === 100, 'del');

$pipeline = $redis->multi(Redis::PIPELINE);
for ($i = 0; $i < 500; $i++) {
    $pipeline->set("php:pipe:$i", "v$i")->get("php:pipe:$i");
}
foreach ($pipeline->exec() as $i => $reply) {
    check($reply === ($i % 2 === 0 ? true : 'v' . ($i - 1) / 2), "reply $i of the pipeline");
}

check($redis->set(substr($binary, 0, 256), $binary), 'set of 1 MiB');
check($redis->get(substr($binary, 0, 256)) === $binary, 'get of 1 MiB');

$other = new Redis();
check($other->connect('127.0.0.1', (int) $argv[1]), 'the second connection');
foreach ($tags as $tag) {
    $count = $tag . 'count';
    check($redis->watch($count), 'watch');
    check($other->set($count, 7), 'set by another');
    check($redis->multi()->incr($count)->exec() === false, 'a conflict');
    check($redis->multi()->incr($count)->get($count)->exec() === [8, '8'], 'a transaction');
}

$script = "return {KEYS[1], redis.call('INCRBY', KEYS[1], ARGV[1])}";
check($redis->script('load', $script) === sha1($script), 'script load');
for ($i = 0; $i < 20; $i++) {
    check($redis->evalSha(sha1($script), ["php:script:$i", 5], 1) === ["php:script:$i", 5], 'evalSha');
}

check($redis->brPop(['php:queue'], 1) === [], 'brPop of nothing');
foreach ($tags as $tag) {
    $queue = $tag . 'queue';
    check($redis->lPush($queue, 'a', 'b') === 2, 'lPush');
    check($redis->brPop([$queue], 1) === [$queue, 'a'], 'brPop');
    check($redis->bRPopLPush($queue, $queue, 1) === 'b', 'bRPopLPush');
}

for ($i = 0; $i < 500; $i++) {
    $redis->set("php:scan:$i", $i);
}
$redis->setOption(Redis::OPT_SCAN, Redis::SCAN_RETRY);
$cursor = null;
$scanned = [];
while (($keys = $redis->scan($cursor, 'php:scan:*')) !== false) {
    $scanned = array_merge($scanned, $keys);
}
check(count(array_unique($scanned)) === 500, 'scan');

// It never comes back from subscribe: a process of its own tells what it heard by a list.
$subscriber = pcntl_fork();
if ($subscriber === 0) {
    [$hearing, $telling] = [new Redis(), new Redis()];
    foreach ([$hearing, $telling] as $own) {
        $own->connect('127.0.0.1', (int) $argv[1]);
    }
    $channels = array_map(fn (string $tag): string => $tag . 'news', $tags);
    $hearing->subscribe($channels, function (Redis $own, string $channel, string $text) use ($telling): void {
        $telling->lPush('php:heard', "$channel=$text");
    });
}
$deadline = time() + 20;
foreach ($tags as $tag) {
    while ($redis->publish($tag . 'news', 'hello') !== 1) {
        check(time() < $deadline, 'nobody subscribes');
        usleep(10_000);
    }
    check($redis->brPop(['php:heard'], 20) === ['php:heard', $tag . 'news=hello'], 'the message');
}
posix_kill($subscriber, SIGKILL);
pcntl_waitpid($subscriber, $status);

$redis->close();
echo "ok\n";
