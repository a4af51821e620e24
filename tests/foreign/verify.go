// Checks the club's checkpoints and proofs with the code of the Go checksum database (golang.org/x/mod/sumdb), which
// nobody here wrote. Reads cases, one JSON object a line, from standard input; answers "id true" or "id false" a line.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A case is a leaf with its tlog-proof, or a known checkpoint with the add-checkpoint request that extends it.
type testCase struct {
	ID    int    `json:"id"`
	Vkey  string `json:"vkey"`
	Leaf  []byte `json:"leaf"`
	Proof string `json:"proof"`
	Old   string `json:"old"`
	Grown string `json:"grown"`
}

// checkpoint returns size and root of a note that the key signed under its own name.
func checkpoint(text, vkey string) (size int64, root tlog.Hash, err error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return 0, root, err
	}
	opened, err := note.Open([]byte(text), note.VerifierList(verifier))
	if err != nil {
		return 0, root, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return 0, root, fmt.Errorf("not a checkpoint of this log")
	}
	if size, err = number(lines[1]); err != nil {
		return 0, root, err
	}
	root, err = tlog.ParseHash(lines[2])
	return size, root, err
}

// number reads a decimal without a sign and without leading zeroes.
func number(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || strconv.FormatInt(n, 10) != text || n < 0 {
		return 0, fmt.Errorf("not a number: %q", text)
	}
	return n, nil
}

// parted returns the head line's number, the hashes and the checkpoint of a text made of these three.
func parted(text, head string) (n int64, path []tlog.Hash, signed string, err error) {
	proof, signed, found := strings.Cut(text, "\n\n")
	lines := strings.Split(proof, "\n")
	if !found || !strings.HasPrefix(lines[0], head+" ") {
		return 0, nil, "", fmt.Errorf("not a proof")
	}
	if n, err = number(strings.TrimPrefix(lines[0], head+" ")); err != nil {
		return 0, nil, "", err
	}
	for _, line := range lines[1:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return 0, nil, "", err
		}
		path = append(path, hash)
	}
	return n, path, signed, nil
}

func included(c testCase) error {
	const head = "c2sp.org/tlog-proof@v1\n"
	if !strings.HasPrefix(c.Proof, head) {
		return fmt.Errorf("not a tlog-proof")
	}
	index, path, signed, err := parted(strings.TrimPrefix(c.Proof, head), "index")
	if err != nil {
		return err
	}
	size, root, err := checkpoint(signed, c.Vkey)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(path, size, root, index, tlog.RecordHash(c.Leaf))
}

func extended(c testCase) error {
	oldSize, oldRoot, err := checkpoint(c.Old, c.Vkey)
	if err != nil {
		return err
	}
	said, path, signed, err := parted(c.Grown, "old")
	if err != nil {
		return err
	}
	if said != oldSize {
		return fmt.Errorf("a proof from another size")
	}
	size, root, err := checkpoint(signed, c.Vkey)
	if err != nil {
		return err
	}
	return tlog.CheckTree(path, size, root, oldSize, oldRoot)
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c testCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		check := included
		if c.Proof == "" {
			check = extended
		}
		fmt.Println(c.ID, check(c) == nil)
	}
	if err := lines.Err(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
