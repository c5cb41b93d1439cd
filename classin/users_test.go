package classin_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
)

func TestRegisterIsNotRepeated(t *testing.T) {
	client, stub := stubbed(t, drops())
	in := &classin.RegisterUserRequest{Phone: "1", Password: "secret1"}
	_, err := client.Users.Register(t.Context(), in)
	assert.True(t, classcloud.MaybeApplied(err))
	assert.Equal(t, 1, stub.Count())
	_, err = answering(t, says(`{"error_info":{"errno":101003002}}`)).Users.Register(t.Context(), in)
	assert.ErrorIs(t, err, classin.CodeRepeated)
	assert.True(t, classcloud.MaybeApplied(err), "the call within 5 seconds before may have done it")
}
