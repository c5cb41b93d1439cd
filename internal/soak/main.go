// Command soak calls all five vendors for minutes, through servers in another process that break one call in a hundred, and says what
// became of it: go run ./internal/soak -time 10m. It fails when anything is made twice or lost, or when memory, goroutines or
// descriptors grow.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"os/exec"
	"time"
)

func main() {
	log.SetFlags(0)
	length := flag.Duration("time", 10*time.Minute, "how long to call")
	workers := flag.Int("workers", 4, "callers of each vendor")
	most := flag.Int("lessons", 20_000, "the lessons that are made at each vendor; later calls only read")
	server := flag.Bool("serve", false, "be the servers of another soak")
	flag.Parse()
	if *server {
		serve(os.Stdin, os.Stdout)
		return
	}
	if err := soak(*length, *workers, *most); err != nil {
		log.Fatal("soak: ", err)
	}
}

// soak starts the servers, calls them, and checks what they hold afterwards.
func soak(length time.Duration, workers, most int) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	child := exec.Command(self, "-serve") // this program
	child.Stderr = os.Stderr
	bell, err := child.StdinPipe() // its end ends the servers
	if err != nil {
		return err
	}
	out, err := child.StdoutPipe()
	if err != nil {
		return err
	}
	if err := child.Start(); err != nil {
		return err
	}
	defer func() { _ = bell.Close(); _ = child.Wait() }()
	var served []place
	if err := json.NewDecoder(out).Decode(&served); err != nil {
		return fmt.Errorf("the servers did not start: %w", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), length)
	defer cancel()
	book, err := call(ctx, served, workers, most)
	if err != nil {
		return err
	}
	return book.audit(served)
}

// made asks the servers what a vendor holds: how often each name is there.
func made(at place) (map[string]int, error) {
	resp, err := http.Get(at.Control) // our own server, at the end
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	return counts, json.Unmarshal(text, &counts)
}
