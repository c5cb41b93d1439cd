package classcloud_test

import (
	"testing"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/journaltest"
)

func TestMemoryJournal(t *testing.T) {
	journaltest.Run(t, func(*testing.T) classcloud.Journal { return new(classcloud.MemoryJournal) })
}
