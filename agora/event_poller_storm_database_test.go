package agora_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"github.com/go-classcloud/classcloud/agora"
)

// database is a database with transactions: what handlers wrote, and the poller's store. It survives the processes.
type database struct {
	mu     sync.Mutex
	store  *agora.MemoryEventStore
	rows   map[int]int // by the serial number of an event, how many rows were written for it
	order  map[string][]int64
	late   map[int]bool
	report []agora.LostEvents
	check  invariants
}

var errKilled = errors.New("the process is dead")

// session is a process's connection to the database.
type session struct{ *storm }

func (s session) Open(ctx context.Context, stream, owner string) ([]agora.StoredRecord, error) {
	return s.db.store.Open(ctx, stream, owner)
}

func (s session) Get(ctx context.Context, stream, key string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dead || s.chance(5) {
		return "", errKilled
	}
	return s.db.store.Get(ctx, stream, key)
}

func (s session) Save(ctx context.Context, change agora.StoreChange) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dead || s.chance(30) {
		return errKilled
	}
	if err := s.db.store.Save(ctx, change); err != nil {
		return err
	}
	s.saved(change)
	if s.chance(40) {
		return errKilled // saved, but nobody learns
	}
	if !s.peaceful && s.chance(300) {
		s.kill()
	}
	return nil
}

// handle is the recommended pattern: the handler's own work and Delivery.Saves in one transaction.
func (s *storm) handle(ctx context.Context, d agora.Delivery) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.dead:
		return errKilled
	case s.chance(20):
		return errors.New("the handler fails before its commit")
	case s.chance(40):
		panic("the handler panics before its commit")
	case !s.peaceful && s.chance(200):
		s.kill()
		return errKilled
	}
	if err := s.db.commit(ctx, d); err != nil {
		return err
	}
	s.handedOver(d)
	switch {
	case s.chance(20):
		return errors.New("the commit was not answered")
	case s.chance(40):
		panic("the handler panics after its commit")
	case !s.peaceful && s.chance(200):
		s.kill()
	}
	return nil
}

// commit writes a row and the poller's place together.
func (db *database) commit(ctx context.Context, d agora.Delivery) error {
	var data struct{ Serial int }
	if err := d.Event.DecodeData(&data); err != nil {
		return err
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.store.Save(ctx, d.Saves); err != nil {
		return err
	}
	db.rows[data.Serial]++
	if d.Late {
		db.late[data.Serial] = true
		return nil
	}
	life := fmt.Sprint(d.Event.RoomUUID, d.CreateTime.UnixMilli(), d.EventID[:len(d.EventID)-len(strconv.FormatInt(d.Event.Sequence, 10))])
	db.order[life] = append(db.order[life], d.Event.Sequence)
	return nil
}

func (s *storm) lose(_ context.Context, l agora.LostEvents) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dead || s.chance(10) {
		return errKilled
	}
	s.db.report = append(s.db.report, l)
	s.reported(l)
	return nil
}
