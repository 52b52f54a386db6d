"""Git repositories and what installs and checks code: what runs git, and what works without it."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, names, returning
from asynclint.knowledge.library import Library

_GIT = "runs git and waits for it"
_GIT_REMOTE = "runs git, which talks to the remote, and waits for it"
_REMOTE = "talks to the remote repository and waits for it"
_OPEN = "looks for the repository and reads its configuration"
_READ = "reads references and objects of the repository"
_COMPARE = "reads the repository, and the files that it compares with"
_WRITE = "writes to the repository"
_FILES = "writes the files of the working tree"

_GITPYTHON = "https://gitpython.readthedocs.io/en/stable/reference.html"
_PYGIT2 = "https://www.pygit2.org/"
_DULWICH = "https://dulwich.readthedocs.io/en/latest/api/dulwich.porcelain.html"
_DULWICH_REPO = "https://dulwich.readthedocs.io/en/latest/api/dulwich.repo.html"
_PROCESS = "asyncio.create_subprocess_exec"
_PYGIT2_REPO = "pygit2.Repository"

LIBRARIES: tuple[Library, ...] = (
    # What is about no more than names of the configuration has no row, nor has what is looked up
    # on the way to something that waits for longer: `repo.remotes.origin.pull()`.
    Library(
        distribution="gitpython",
        packages=("git",),
        blocks=(
            Blocks("git.Repo", Kind.FILE, _OPEN, why=_GITPYTHON + "#git.repo.base.Repo"),
            *methods(
                "git",
                "Repo.clone_from Repo.clone Repo.submodule_update Remote.fetch Remote.pull"
                " Remote.push Remote.update Submodule.update Submodule.add",
                Kind.SUBPROCESS,
                _GIT_REMOTE,
                twin=_PROCESS,
                why=_GITPYTHON,
            ),
            Blocks("git.cmd.Git.*", Kind.SUBPROCESS, _GIT, twin=_PROCESS, why=_GITPYTHON),
            *methods(
                "git",
                "Repo.is_dirty Repo.init Repo.archive Repo.blame Repo.merge_base Repo.is_ancestor"
                " Repo.untracked_files.__get__ Repo.ignored Repo.create_tag Repo.delete_tag"
                " Repo.delete_head Repo.create_remote Repo.delete_remote Remote.set_url"
                " Remote.add_url Remote.delete_url Remote.rename Remote.urls.__iter__"
                " HEAD.reset Head.checkout Head.rename Head.delete TagReference.create"
                " TagReference.delete Commit.count Commit.name_rev.__get__ Commit.stats.__get__"
                " diff.Diffable.diff IndexFile.from_tree IndexFile.merge_tree IndexFile.remove"
                " IndexFile.move IndexFile.checkout",
                Kind.SUBPROCESS,
                _GIT,
                twin=_PROCESS,
                why=_GITPYTHON,
            ),
            *methods(
                "git",
                "Repo.commit Repo.tree Repo.rev_parse SymbolicReference.commit.__get__"
                " SymbolicReference.object.__get__",
                Kind.SUBPROCESS,
                "reads the reference and asks a git process for the object",
                why=_GITPYTHON,
            ),
            Blocks(
                "git.Repo.iter_commits",
                Kind.SUBPROCESS,
                "starts git, whose output is waited for as commits are read",
                twin=_PROCESS,
                why=_GITPYTHON + "#git.repo.base.Repo.iter_commits",
            ),
            Blocks("git.Repo.active_branch.__get__", Kind.FILE, _READ, why=_GITPYTHON),
            *methods(
                "git",
                "IndexFile.commit IndexFile.add IndexFile.write IndexFile.write_tree"
                " Repo.create_head SymbolicReference.set_commit SymbolicReference.set_object"
                " SymbolicReference.set_reference",
                Kind.FILE,
                _WRITE,
                why=_GITPYTHON,
            ),
        ),
        aliases={
            "git.repo.base.Repo": "git.Repo",
            "git.repo.Repo": "git.Repo",
            "git.remote.Remote": "git.Remote",
            "git.Git": "git.cmd.Git",
            "git.index.base.IndexFile": "git.IndexFile",
            "git.index.IndexFile": "git.IndexFile",
            "git.objects.Commit": "git.Commit",
            "git.objects.commit.Commit": "git.Commit",
            "git.refs.HEAD": "git.HEAD",
            "git.refs.head.HEAD": "git.HEAD",
            "git.refs.Head": "git.Head",
            "git.refs.head.Head": "git.Head",
        },
        bases={
            "git.HEAD": ("git.SymbolicReference",),
            "git.Reference": ("git.SymbolicReference",),
            "git.Head": ("git.Reference",),
            "git.TagReference": ("git.Reference",),
            "git.Commit": ("git.diff.Diffable",),
            "git.Tree": ("git.diff.Diffable",),
            "git.IndexFile": ("git.diff.Diffable",),
        },
        returns={
            **returning("git.Repo", "git.Repo", "clone_from clone init"),
            **returning("git.Remote", "git.Repo", "remote create_remote"),
            "git.Repo.git": "git.cmd.Git",
            "git.Repo.remotes": "git.util.IterableList[git.Remote]",
            **returning("git.util.IterableList[git.Head]", "git.Repo", "heads branches"),
            "git.Repo.tags": "git.util.IterableList[git.TagReference]",
            "git.Repo.submodules": "git.util.IterableList[git.Submodule]",
            "git.util.IterableList.__getattr__": "Of[git.Reference]",
            "git.util.IterableList.__getitem__": "Of[git.Reference]",
            "git.Repo.submodule": "git.Submodule",
            "git.Repo.head": "git.HEAD",
            "git.Repo.index": "git.IndexFile",
            **returning("git.Head", "git.Repo", "active_branch create_head"),
            "git.Repo.create_tag": "git.TagReference",
            **returning("git.Commit", "git", "Repo.commit SymbolicReference.commit"),
            "git.IndexFile.commit": "git.Commit",
            "git.Repo.tree": "git.Tree",
            "git.Commit.tree": "git.Tree",
            "git.Repo.iter_commits": "collections.abc.Iterator[git.Commit]",
            "git.Remote.urls": "git.Remote.urls",
        },
        safe=names("git.cmd.Git", "custom_environment environment update_environment clear_cache"),
    ),
    Library(
        distribution="pygit2",
        packages=("pygit2",),
        blocks=(
            *methods(
                "pygit2",
                "clone_repository Remote.fetch Remote.push Remote.connect",
                Kind.NETWORK,
                _REMOTE,
                why=_PYGIT2 + "remotes.html",
            ),
            Blocks(
                _PYGIT2_REPO,
                Kind.FILE,
                _OPEN,
                unless=(Unless("path", 0, (None,), by_default=True),),
                why=_PYGIT2 + "repository.html",
            ),
            Blocks(
                "pygit2.discover_repository",
                Kind.METADATA,
                "looks for a repository in the directory and in those above it",
                why=_PYGIT2 + "repository.html",
            ),
            *methods(
                _PYGIT2_REPO,
                "revparse revparse_single revparse_ext lookup_reference lookup_reference_dwim"
                " lookup_branch resolve_refish listall_references listall_branches merge_base"
                " descendant_of ahead_behind describe head.__get__",
                Kind.FILE,
                _READ,
                why=_PYGIT2 + "repository.html",
            ),
            Blocks("pygit2.Walker.__iter__", Kind.FILE, _READ, why=_PYGIT2 + "commit_log.html"),
            *methods(
                _PYGIT2_REPO,
                "status diff blame",
                Kind.FILE,
                _COMPARE,
                why=_PYGIT2 + "working-copy.html",
            ),
            *methods(
                _PYGIT2_REPO,
                "checkout checkout_head checkout_index checkout_tree reset merge cherrypick stash"
                " stash_apply stash_pop apply",
                Kind.FILE,
                _FILES,
                why=_PYGIT2 + "working-copy.html",
            ),
            *methods(
                "pygit2",
                "init_repository Repository.create_commit Repository.create_tag"
                " Repository.create_branch Repository.create_reference Repository.create_blob"
                " Repository.create_blob_fromdisk Repository.create_blob_fromworkdir"
                " Repository.set_head Reference.set_target index.Index.write"
                " index.Index.write_tree index.Index.add_all",
                Kind.FILE,
                _WRITE,
                why=_PYGIT2 + "objects.html",
            ),
        ),
        aliases={
            "pygit2.remotes.Remote": "pygit2.Remote",
            "pygit2.repository.Repository": _PYGIT2_REPO,
            "pygit2.Index": "pygit2.index.Index",
        },
        returns={
            "pygit2.clone_repository": _PYGIT2_REPO,
            "pygit2.init_repository": _PYGIT2_REPO,
            "pygit2.Repository.remotes": "pygit2.remotes.RemoteCollection",
            "pygit2.remotes.RemoteCollection.__getitem__": "pygit2.Remote",
            "pygit2.remotes.RemoteCollection.create": "pygit2.Remote",
            "pygit2.remotes.RemoteCollection.create_anonymous": "pygit2.Remote",
            "pygit2.Repository.walk": "pygit2.Walker",
            "pygit2.Repository.index": "pygit2.index.Index",
            **returning(
                "pygit2.Reference", _PYGIT2_REPO, "lookup_reference lookup_reference_dwim head"
            ),
        },
    ),
    Library(
        distribution="gitignore-parser",
        packages=("gitignore_parser",),
        blocks=methods(
            "gitignore_parser",
            "parse_gitignore",
            Kind.FILE,
            "reads the patterns",
            why="https://github.com/mherrmann/gitignore_parser",
        ),
    ),
    Library(
        distribution="dulwich",
        packages=("dulwich",),
        blocks=(
            *methods(
                "dulwich.porcelain",
                "clone fetch pull push ls_remote",
                Kind.NETWORK,
                _REMOTE,
                why=_DULWICH,
            ),
            *methods(
                "dulwich.porcelain",
                "log show rev_list branch_list tag_list active_branch ls_tree ls_files describe"
                " get_tree_changes for_each_ref symbolic_ref",
                Kind.FILE,
                _READ,
                why=_DULWICH,
            ),
            *methods(
                "dulwich.porcelain", "status diff diff_tree", Kind.FILE, _COMPARE, why=_DULWICH
            ),
            *methods(
                "dulwich.porcelain",
                "init add rm remove commit commit_tree branch_create branch_delete tag_create"
                " tag_delete update_ref remote_add gc repack",
                Kind.FILE,
                _WRITE,
                why=_DULWICH,
            ),
            *methods(
                "dulwich.porcelain",
                "checkout switch reset restore merge cherry_pick revert rebase stash_push"
                " stash_pop clean",
                Kind.FILE,
                _FILES,
                why=_DULWICH,
            ),
            *methods("dulwich.repo", "Repo Repo.discover", Kind.FILE, _OPEN, why=_DULWICH_REPO),
            *methods(
                "dulwich.repo", "Repo.init Repo.init_bare", Kind.FILE, _WRITE, why=_DULWICH_REPO
            ),
            *methods("dulwich.repo.Repo", "head get_object", Kind.FILE, _READ, why=_DULWICH_REPO),
        ),
        returns={
            **returning(
                "dulwich.repo.Repo",
                "dulwich",
                "porcelain.clone porcelain.init repo.Repo.discover repo.Repo.init"
                " repo.Repo.init_bare",
            ),
        },
    ),
    Library(
        distribution="pip",
        packages=("pip",),
        blocks=methods(
            "pip",
            "main _internal.main _internal.cli.main.main",
            Kind.NETWORK,
            "runs pip, which asks the index and changes what is installed",
            twin="asyncio.create_subprocess_exec",
            why="https://pip.pypa.io/en/stable/user_guide/#using-pip-from-your-program",
        ),
    ),
    Library(
        distribution="mypy",
        packages=("mypy",),
        blocks=(
            Blocks(
                "mypy.api.run",
                Kind.CPU,
                "checks the files with mypy",
                twin="asyncio.create_subprocess_exec",
                why="https://mypy.readthedocs.io/en/stable/extending_mypy.html",
            ),
        ),
    ),
)
