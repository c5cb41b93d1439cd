package classin_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestAThousandClassesUnderFaults(t *testing.T) {
	s := newSchool(t, nil)
	faults := []classintest.Fault{
		{Apply: true, Reset: true}, {Apply: true, Status: 503}, {Apply: true, Truncate: 3}, {Apply: true, Status: 200, Body: "<html>"},
		{Status: 429}, {Reset: true}, {Status: 502}, {Apply: true, Truncate: -1}, {},
	}
	ids, names := map[int64]bool{}, map[string]bool{}
	for n := range 1000 {
		s.Inject("Classes.Create", faults[n%len(faults)])
		if n%3 == 0 {
			s.Inject("Classes.Create", faults[n%5]) // and the repeat fails as well
		}
		in := s.class(fmt.Sprint("Class ", n))
		if n%2 == 0 {
			in.Identity = fmt.Sprint("order-", n)
		}
		class, err := s.Client.Classes.Create(t.Context(), in)
		require.NoError(t, err, "class %d", n)
		assert.False(t, class.Existed, "class %d", n)
		ids[class.ClassID] = true
		s.ClearFaults()
	}
	for _, class := range s.Server.Classes() {
		names[class.ClassName] = true
	}
	assert.Len(t, s.Server.Classes(), 1000)
	assert.Len(t, ids, 1000)
	assert.Len(t, names, 1000)
	assert.Greater(t, len(s.Requests()), 2000)
}

func TestAThousandClassesAtOnceUnderFaults(t *testing.T) {
	s := newSchool(t, nil)
	for range 400 {
		s.Inject("Classes.Create", classintest.Fault{Apply: true, Reset: true, Skip: 1})
		s.Inject("Classes.Create", classintest.Fault{Apply: true, Status: 503})
	}
	var group sync.WaitGroup
	for n := range 1000 {
		group.Go(func() {
			_, err := s.Client.Classes.Create(t.Context(), s.class(fmt.Sprint("Class ", n)), classcloud.WithMaxAttempts(100))
			assert.NoError(t, err)
		})
	}
	group.Wait()
	assert.Len(t, s.Server.Classes(), 1000)
}

func TestAThousandClassesInBatchesUnderFaults(t *testing.T) {
	s := newSchool(t, nil)
	faults := []classintest.Fault{{Apply: true, Reset: true}, {Apply: true, Status: 503}, {Apply: true, Truncate: 3}, {Reset: true}, {}}
	var classes []classin.NewClass
	for n := range 1000 {
		in := s.class(fmt.Sprint("Class ", n))
		classes = append(classes, classin.NewClass{ClassName: in.ClassName, StartTime: in.StartTime, EndTime: in.EndTime, TeacherUID: in.TeacherUID})
	}
	calls := 0
	items, err := classin.InBatches(t.Context(), classes, 30, func(ctx context.Context, part []classin.NewClass) ([]classcloud.Item[classin.CreatedClass], error) {
		s.ClearFaults()
		s.Inject("Classes.CreateBatch", faults[calls%len(faults)])
		calls++
		return s.Client.Classes.CreateBatch(ctx, &classin.CreateClassBatchRequest{CourseID: s.class("").CourseID, Classes: part})
	})
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(items))
	ids := map[int64]bool{}
	for i, item := range items {
		require.Equal(t, i, item.Index)
		require.Equal(t, fmt.Sprint("Class ", i), item.Value.ClassName)
		require.False(t, item.Value.Existed)
		ids[item.Value.ClassID] = true
	}
	assert.Len(t, ids, 1000)
	assert.Len(t, s.Server.Classes(), 1000)
}
