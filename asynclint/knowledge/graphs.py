"""Graphs: their files, and what computes with all their nodes."""

from __future__ import annotations

from asynclint.knowledge.entry import IN_MEMORY, Kind, Unless, methods, returning
from asynclint.knowledge.library import Library

_READ = "reads the file and parses it"
_WRITE = "writes the file"
_COMMUNITIES = "looks for communities among all nodes"

_NETWORKX = "https://networkx.org/documentation/stable/reference/"
_GRASPOLOGIC = "https://graspologic-org.github.io/graspologic/reference/reference/partition.html"

_READERS = (
    "read_adjlist read_edgelist read_weighted_edgelist read_gexf read_gml read_graph6 read_graphml"
    " read_multiline_adjlist read_pajek read_sparse6"
)
_WRITERS = (
    "write_adjlist write_edgelist write_weighted_edgelist write_gexf write_gml write_graph6"
    " write_graphml write_multiline_adjlist write_pajek write_sparse6"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="networkx",
        packages=("networkx",),
        blocks=(
            *methods(
                "networkx",
                "spring_layout kamada_kawai_layout betweenness_centrality"
                " edge_betweenness_centrality",
                Kind.CPU,
                "computes with every pair of nodes",
                why=_NETWORKX + "drawing.html",
            ),
            *methods(
                "networkx",
                _READERS,
                Kind.FILE,
                _READ,
                unless=(Unless("path", 0, IN_MEMORY),),
                why=_NETWORKX + "readwrite/index.html",
            ),
            *methods(
                "networkx",
                _WRITERS,
                Kind.FILE,
                _WRITE,
                unless=(Unless("path", 1, IN_MEMORY),),
                why=_NETWORKX + "readwrite/index.html",
            ),
        ),
        aliases={
            "networkx.write_graphml_lxml": "networkx.write_graphml",
            **{
                f"networkx.readwrite.{module}.{verb}_{module}": f"networkx.{verb}_{module}"
                for module in ("adjlist", "edgelist", "gexf", "gml", "graph6", "pajek", "sparse6")
                for verb in ("read", "write")
            },
            "networkx.readwrite.graphml.read_graphml": "networkx.read_graphml",
        },
        returns=returning("networkx.Graph", "networkx", _READERS),
    ),
    Library(
        distribution="graspologic",
        packages=("graspologic.partition",),
        blocks=methods(
            "graspologic.partition",
            "leiden hierarchical_leiden",
            Kind.CPU,
            _COMMUNITIES,
            why=_GRASPOLOGIC,
        ),
        aliases={
            "graspologic.partition.leiden.hierarchical_leiden": (
                "graspologic.partition.hierarchical_leiden"
            )
        },
    ),
)
