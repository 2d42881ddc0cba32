/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Runs a fuzz target over given inputs without libFuzzer, so that every
 * compiler replays the corpus as a normal test.
 *
 * Arguments are files, or folders whose plain files are taken in order of
 * name. Finding no input at all is a failure: a lost corpus must not pass.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void die(const char *path)
{
	perror(path);
	exit(EXIT_FAILURE);
}

static void replay_file(const char *path, size_t size)
{
	/* An exact allocation, so that sanitizers see the first byte too many. */
	uint8_t *data = malloc(size ? size : 1);
	FILE *file = fopen(path, "rb");

	if (!data || !file || fread(data, 1, size, file) != size)
		die(path);
	fclose(file);
	/* Shown last if the target traps. */
	fprintf(stderr, "%s\n", path);
	LLVMFuzzerTestOneInput(data, size);
	free(data);
}

static size_t replay(const char *path);

static size_t replay_folder(const char *path)
{
	struct dirent **entries;
	char name[4096];
	size_t count = 0;
	int found = scandir(path, &entries, NULL, alphasort);

	if (found < 0)
		die(path);
	for (int i = 0; i < found; i++) {
		int length = snprintf(name, sizeof(name), "%s/%s", path, entries[i]->d_name);

		if (length < 0 || (size_t)length >= sizeof(name))
			die(path);
		if (entries[i]->d_name[0] != '.')
			count += replay(name);
		free(entries[i]);
	}
	free(entries);
	return count;
}

static size_t replay(const char *path)
{
	struct stat info;

	if (stat(path, &info))
		die(path);
	if (S_ISDIR(info.st_mode))
		return replay_folder(path);
	replay_file(path, (size_t)info.st_size);
	return 1;
}

int main(int argc, char **argv)
{
	size_t count = 0;

	for (int i = 1; i < argc; i++)
		count += replay(argv[i]);
	printf("%zu inputs replayed\n", count);
	if (count)
		return EXIT_SUCCESS;
	fprintf(stderr, "no input: name files or folders that hold some\n");
	return EXIT_FAILURE;
}
