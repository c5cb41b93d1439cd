package classcloudredis

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/go-classcloud/classcloud"
)

// Journal is a [classcloud.Journal] in Redis. Unlike everything else here it does not go on without Redis: what cannot be read or written is
// an error, for a journal that guesses makes things twice. It is safe for concurrent use, and with Redis Cluster: a scope is in one slot.
//
// It must be a Redis that keeps what it has acknowledged: with appendonly yes and appendfsync always, with maxmemory-policy noeviction, and
// without a failover to a replica that had not yet got it; and the client must not read from replicas. What Redis forgets is made again; where
// that may not be, the module contrib/sql has a journal for a database.
type Journal struct {
	client redis.UniversalClient
	keep   time.Duration
}

// NewJournal makes a journal. keep is how long an entry stays after it was last saved; 0 means for ever. Keep entries for longer than anybody
// may ensure anything under the same key: what a journal forgets is made again. Keys in Redis begin with classcloud:journal:.
func NewJournal(client redis.UniversalClient, keep time.Duration) *Journal {
	if keep > 0 {
		keep = max(keep, time.Millisecond) // in which Redis counts
	}
	return &Journal{client, max(0, keep)}
}

// journalKey names a thing of a scope. What stands in braces decides the slot in a cluster; an escaped scope has no braces of its own.
func journalKey(scope, what, name string) string {
	return "classcloud:journal:{" + url.QueryEscape(scope) + "/}:" + what + ":" + name
}

func entryKey(scope, key string) string  { return journalKey(scope, "key", key) }
func ownerKey(scope, id string) string   { return journalKey(scope, "id", id) }
func alikeKey(scope, look string) string { return journalKey(scope, "look", look) }

// Entry returns the entry of a key.
func (j *Journal) Entry(ctx context.Context, scope, key string) (classcloud.JournalEntry, error) {
	fields, err := j.client.HGetAll(ctx, entryKey(scope, key)).Result()
	if err = failed(ctx, "the journal was not read", err); err != nil {
		return classcloud.JournalEntry{}, err
	}
	return readEntry(scope, key, fields)
}

// failed makes an error of one, or of a context that has ended, which the client does not always notice.
func failed(ctx context.Context, what string, err error) error {
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		return nil
	}
	return fmt.Errorf("classcloudredis: %s: %w", what, err)
}

// save replaces an entry, takes it from where its predecessor was found, and puts it where it is found now. KEYS are the entry, the owner
// of its id, the owner of the predecessor's, and those alike then and now. It answers with what it did: saved, conflict, taken; or anew, when
// the predecessor is not the one that the keys were made for.
//
// Who repeats a save because an answer was lost has its word, and is told that it is saved.
var save = redis.NewScript(`
local word, version, key, keep, id, before, look = unpack(ARGV, 1, 7)
local there = redis.call("HMGET", KEYS[1], "word", "version", "id", "look")
if there[1] == word then
  return "saved"
end
if (there[2] or "0") ~= version then
  return "conflict"
end
if (there[3] or "") ~= before or there[4] and there[4] ~= look then
  return "anew"
end
if id ~= "" then
  local owner = redis.call("GET", KEYS[2])
  if owner and owner ~= key then
    return "taken"
  end
end
keep = tonumber(keep)
if before ~= "" then
  redis.call("DEL", KEYS[3])
elseif there[2] then
  redis.call("ZREM", KEYS[4], key)
end
redis.call("HSET", KEYS[1], "word", word, unpack(ARGV, 8))
if keep > 0 then
  redis.call("PEXPIRE", KEYS[1], keep)
else
  redis.call("PERSIST", KEYS[1])
end
if id ~= "" then
  if keep > 0 then
    redis.call("SET", KEYS[2], key, "PX", keep)
  else
    redis.call("SET", KEYS[2], key)
  end
  return "saved"
end
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call("ZREMRANGEBYSCORE", KEYS[5], "-inf", "(" .. string.format("%.0f", now))
local left = redis.call("PTTL", KEYS[5])
if keep > 0 then
  redis.call("ZADD", KEYS[5], string.format("%.0f", now + keep), key)
  if left == -2 or left >= 0 and left < keep then
    redis.call("PEXPIRE", KEYS[5], keep)
  end
else
  redis.call("ZADD", KEYS[5], "+inf", key)
  redis.call("PERSIST", KEYS[5])
end
return "saved"
`)

// mostSaves is how often a save is begun anew, because the entry was forgotten and made again meanwhile.
const mostSaves = 8

// Save stores an entry, if nobody has saved it since it was read. It reads the entry that it replaces, since in a cluster a script must be
// told of every key that it needs; the rest is one step.
func (j *Journal) Save(ctx context.Context, e classcloud.JournalEntry) error {
	const what = "the entry was not saved"
	word := rand.Text()
	for range mostSaves {
		var id, look string
		if e.Version != 0 {
			fields, err := j.client.HMGet(ctx, entryKey(e.Scope, e.Key), "id", "look").Result()
			if err = failed(ctx, what, err); err != nil {
				return err
			}
			id, _ = fields[0].(string) // nil where there is none
			look, _ = fields[1].(string)
		}
		if err := ctx.Err(); err != nil {
			return failed(ctx, what, err)
		}
		arguments := []any{word, e.Version, e.Key, j.keep.Milliseconds(), e.ID, id, look}
		done, err := save.Run(ctx, j.client, []string{entryKey(e.Scope, e.Key), ownerKey(e.Scope, e.ID), ownerKey(e.Scope, id), alikeKey(e.Scope, look), alikeKey(e.Scope, e.Look)},
			append(arguments, writeEntry(e)...)...).Text()
		switch {
		case err != nil:
			return failed(ctx, what, err)
		case done == "saved":
			return nil
		case done == "conflict":
			return classcloud.ErrJournalConflict
		case done == "taken":
			return classcloud.ErrJournalTaken
		}
	}
	return classcloud.ErrJournalConflict
}

// mostIDs is how many ids or entries are asked for at once.
const mostIDs = 500

// Alike returns the entries that have the look and no id, and those that have one of the ids. The look comes first: whatever has no id then
// and gets one meanwhile is found by that.
func (j *Journal) Alike(ctx context.Context, scope, look string, ids []string) ([]classcloud.JournalEntry, error) {
	const what = "the journal was not read"
	keys, err := j.client.ZRange(ctx, alikeKey(scope, look), 0, -1).Result()
	if err = failed(ctx, what, err); err != nil {
		return nil, err
	}
	wanted := map[string]bool{}
	var owners []string
	for _, id := range ids {
		if id != "" && !wanted[id] {
			wanted[id] = true
			owners = append(owners, ownerKey(scope, id))
		}
	}
	for some := range slices.Chunk(owners, mostIDs) {
		found, err := j.client.MGet(ctx, some...).Result()
		if err = failed(ctx, what, err); err != nil {
			return nil, err
		}
		for _, key := range found {
			if key, ok := key.(string); ok {
				keys = append(keys, key)
			}
		}
	}
	slices.Sort(keys)
	return j.entries(ctx, scope, slices.Compact(keys), func(e *classcloud.JournalEntry) bool {
		return e.ID == "" && e.Look == look || wanted[e.ID]
	})
}

// entries returns the entries of keys that are still there and as they are wanted.
func (j *Journal) entries(ctx context.Context, scope string, keys []string, wanted func(*classcloud.JournalEntry) bool) (found []classcloud.JournalEntry, err error) {
	for some := range slices.Chunk(keys, mostIDs) {
		replies := make([]*redis.MapStringStringCmd, len(some))
		_, err := j.client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
			for i, key := range some {
				replies[i] = pipe.HGetAll(ctx, entryKey(scope, key))
			}
			return nil
		})
		if err = failed(ctx, "the journal was not read", err); err != nil {
			return nil, err
		}
		for i, key := range some {
			e, err := readEntry(scope, key, replies[i].Val())
			if err != nil {
				return nil, err
			}
			if e.Version > 0 && wanted(&e) {
				found = append(found, e)
			}
		}
	}
	return found, nil
}

// writeEntry returns an entry as fields and their values, as it is once it is saved.
func writeEntry(e classcloud.JournalEntry) []any {
	fields := []any{"version", e.Version + 1, "id", e.ID, "look", e.Look, "sent", e.Sent}
	for i, t := range []time.Time{e.BeginTime, e.ExpireTime, e.DoubtTime} {
		value := ""
		if !t.IsZero() {
			value = strconv.FormatInt(t.UnixMilli(), 10)
		}
		fields = append(fields, journalTimes[i], value)
	}
	return fields
}

// journalTimes are the fields with an entry's times, in Unix milliseconds, empty for none.
var journalTimes = [...]string{"begin", "expire", "doubt"}

// readEntry reads an entry from its fields; where there are none, there is no such entry.
func readEntry(scope, key string, fields map[string]string) (classcloud.JournalEntry, error) {
	e := classcloud.JournalEntry{Scope: scope, Key: key}
	if len(fields) == 0 {
		return e, nil
	}
	broken := func(err error) (classcloud.JournalEntry, error) {
		return classcloud.JournalEntry{}, fmt.Errorf("classcloudredis: the entry of the key %q is not one of a journal: %w", key, err)
	}
	var err error
	if e.Version, err = strconv.ParseInt(fields["version"], 10, 64); err != nil {
		return broken(err)
	}
	e.ID, e.Look, e.Sent = fields["id"], fields["look"], fields["sent"]
	for i, at := range []*time.Time{&e.BeginTime, &e.ExpireTime, &e.DoubtTime} {
		if text := fields[journalTimes[i]]; text != "" {
			milliseconds, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				return broken(err)
			}
			*at = time.UnixMilli(milliseconds).UTC()
		}
	}
	return e, nil
}
