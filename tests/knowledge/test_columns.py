"""What a column holds is read off its name, and only where the name says it plainly."""

from __future__ import annotations

import pytest

from scvi_lint.knowledge.columns import CLUSTERS, PREDICTIONS, TYPES, cells_grouped_by

HOLD_TYPES = """cell_type celltype CellType cell_types CellTypes CELL_TYPE Cell_type Cell.Type
annotation Annotation annotations annot annot_v2 final_annot_v9 manual_annotation
predicted_cell_type predicted_cell_types predicted.celltype.l2 celltype.l1 cell_type_l2
author_cell_type original_cell_type broad_cell_type celltype_major cell_type_fine celltype2
cell_ontology_class cell_ontology_id cell_ontology_term_id cell_type_ontology_term_id
free_annotation cell_annotation cell_label cell_subtype CellClass cell_class subclass supertype
ann_level_3 ann_finest_level celltype_scanvi SCANVI_pred_cell_types cell_type_lvl1 C_scANVI
majorCellType rna:cell_type""".split()
HOLD_CLUSTERS = """leiden louvain leiden_1.0 leiden_res_0.5 leiden_r1 leiden_scVI
leiden_totalVI_res0.6 louvain_scvi scvi_leiden Leiden seurat_clusters RNA_snn_res.0.8 cluster
clusters Cluster ClusterID cluster_id cluster_label final_cluster subclusters phenograph
leiden_subclusters cell_cluster_id rna:leiden""".split()
HOLD_PREDICTIONS = "predicted_labels majority_voting predicted.id".split()
SAY_NOTHING = """batch sample donor_id leiden_lane predicted_sex cell_type_batch annotation_date
cluster_computer computer_cluster annotated_location annotator annot_source sample_annotation
anatomical_annotation annotation_confidence cell_type_donor celltype_condition cell_type_stim
cell_type_prob predicted_celltype_prob cluster_size scrublet_cluster_score cluster_passed_qc
patient_cluster donor_cell_type sample_type sampletype tissue_type organoid_type niche_type
disease_subtype cell_line cell_source cell_cycle_phase cells n_cells type class label labels group
region_cluster cluster_disease_study library_label Type ident orig.ident cluster_feature species
modality annotated leidenuniversity""".split()


@pytest.mark.parametrize("name", HOLD_TYPES)
def test_name_of_cell_types(name: str) -> None:
    assert cells_grouped_by(name) == TYPES


@pytest.mark.parametrize("name", HOLD_CLUSTERS)
def test_name_of_clusters(name: str) -> None:
    assert cells_grouped_by(name) == CLUSTERS


@pytest.mark.parametrize("name", HOLD_PREDICTIONS)
def test_name_of_predictions(name: str) -> None:
    assert cells_grouped_by(name) == PREDICTIONS


@pytest.mark.parametrize("name", SAY_NOTHING)
def test_name_of_something_else(name: str) -> None:
    assert cells_grouped_by(name) == ""
