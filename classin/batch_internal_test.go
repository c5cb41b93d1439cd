package classin

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

func FuzzReadItem(f *testing.F) {
	for _, seed := range []string{`{"data":1,"errno":1}`, `{"data":"","errno":"398","error":"x"}`, `{"studentUid":1,"code":40030,"msg":"x"}`, `{}`, `[]`, `{"errno":280,"more_data":{"live_url":""}}`, `7`, ``} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		call := &transport.Call{Op: &operations[opClassesCreateBatch]}
		item := readItem[CreatedClass](call, &row{raw: raw}, replies[opClassesCreateBatch], nil, true, nil)
		if item.Err == nil && item.Value.ClassID == 0 {
			t.Fatalf("%s: a success without an id", raw)
		}
	})
}

// An item of a batch says like its call whether a repeat is safe.
func TestAnItemThatIsInDoubtSaysWhetherARepeatIsSafe(t *testing.T) {
	for keyed, op := range map[bool]opID{true: opClassesCreateBatch, false: opUsersRegisterBatch} {
		row := operations[op]
		row.Keyed = keyed
		for outcome, doubt := range map[classcloud.Outcome]bool{classcloud.OutcomeUnknown: true, classcloud.OutcomeApplied: true, classcloud.OutcomeNotApplied: false} {
			e := itemError(&transport.Call{Op: &row}, &classcloud.Error{Outcome: outcome})
			assert.Equal(t, keyed && doubt, e.Repeatable, "%s %v", row.Name, outcome)
		}
	}
}
