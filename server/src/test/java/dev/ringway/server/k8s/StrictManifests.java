package dev.ringway.server.k8s;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads manifests into the API's types as strictly as an API server would: a key twice, an unknown
 * kind or field, a value of the wrong type, a required field that is missing and a word that is not
 * among the allowed ones are each a problem. Nothing is coerced.
 */
final class StrictManifests {
  private static final KubernetesSerialization KINDS = kinds();
  private static final ObjectMapper MAPPER = strictMapper();

  /** What was read, and everything that is wrong with it. */
  record Reading(List<HasMetadata> manifests, List<String> problems) {}

  private StrictManifests() {}

  static Reading read(String yaml) {
    List<HasMetadata> manifests = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(Integer.MAX_VALUE);
    try {
      for (@Nullable Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
        if (document instanceof Map<?, ?> map) {
          readOne(map, manifests, problems);
        } else if (document != null) {
          problems.add("not a mapping: " + document);
        }
      }
    } catch (YAMLException e) {
      problems.add("not YAML: " + e.getMessage());
    }
    return new Reading(manifests, problems);
  }

  private static void readOne(
      Map<?, ?> document, List<HasMetadata> manifests, List<String> problems) {
    String apiVersion = String.valueOf(document.get("apiVersion"));
    String kind = String.valueOf(document.get("kind"));
    Class<? extends KubernetesResource> type =
        KINDS.getRegisteredKubernetesResource(apiVersion, kind);
    if (type == null) {
      problems.add("unknown kind: " + apiVersion + " " + kind);
      return;
    }
    try {
      HasMetadata manifest = (HasMetadata) MAPPER.convertValue(document, type);
      String where = kind + "/" + manifest.getMetadata().getName();
      ModelWalk.problems(manifest).forEach(problem -> problems.add(where + problem));
      manifests.add(manifest);
    } catch (IllegalArgumentException e) {
      problems.add(kind + ": " + e.getMessage() + path(e.getCause()));
    }
  }

  private static String path(@Nullable Throwable cause) {
    return cause instanceof JsonMappingException mapping ? " at " + mapping.getPathReference() : "";
  }

  private static KubernetesSerialization kinds() {
    KubernetesSerialization kinds = new KubernetesSerialization();
    kinds.registerKubernetesResource(PodMonitor.class);
    kinds.registerKubernetesResource(PrometheusRule.class);
    return kinds;
  }

  private static ObjectMapper strictMapper() {
    ObjectMapper mapper =
        JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();
    for (CoercionInputShape shape :
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
      mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
    }
    return mapper;
  }
}
