package invoke_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/weclassroom"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// clients returns a client of each vendor that sends nothing, with the vendor's operations.
func clients() map[any][]classcloud.Operation {
	return map[any][]classcloud.Operation{
		&agora.Client{}: agora.Operations(), &aui.Client{}: aui.Operations(), &baijiayun.Client{}: baijiayun.Operations(),
		&classin.Client{}: classin.Operations(), &weclassroom.Client{}: weclassroom.Operations(),
	}
}

// baijiayunOperation returns an operation of Baijiayun.
func baijiayunOperation(t *testing.T, name string) classcloud.Operation {
	t.Helper()
	op, err := invoke.Find(baijiayun.Operations(), name)
	require.NoError(t, err)
	return op
}
