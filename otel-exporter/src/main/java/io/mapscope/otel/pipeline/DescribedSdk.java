package io.mapscope.otel.pipeline;

import io.mapscope.otel.declarative.ObedientSdk;
import io.mapscope.otel.declarative.OrderedIds;
import io.mapscope.otel.declarative.OrderedSampler;
import io.opentelemetry.api.incubator.config.DeclarativeConfigProperties;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.DeclarativeConfiguration;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.AggregationModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.AlwaysOnSamplerModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.BatchSpanProcessorModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.CardinalityLimitsModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.DropAggregationModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.MeterProviderModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.MetricReaderModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.OpenTelemetryConfigurationModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.ParentBasedSamplerModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.PeriodicMetricReaderModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.PullMetricExporterModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.PullMetricExporterPropertyModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.PullMetricReaderModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.ResourceModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.SamplerModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.SpanProcessorModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.SpanProcessorPropertyModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.TracerProviderModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.ViewModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.ViewSelectorModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.ViewStreamModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.internal.ExperimentalPrometheusMetricExporterModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.internal.ExperimentalResourceDetectionModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.internal.ExperimentalResourceDetectorModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.internal.ExperimentalResourceDetectorPropertyModel;
import io.opentelemetry.sdk.autoconfigure.spi.internal.ComponentProvider;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessorBuilder;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The SDK that a file describes, with what is ours put into the description.
 *
 * <p>Implementation note. OpenTelemetry makes the whole SDK of a description and lets nobody at the
 * builders. What it does let one do is to change the description, and to name components there that
 * are looked up by a loader. So samplers, limits, views and exporters are made as everywhere; our
 * generator of ids, the observed JVM as a resource, our files and the processors before the
 * exporters, which must be counted and bounded, are components called {@code mapscope}. The one
 * thing that is missing is a clock for metrics: {@link EventTimes}.
 */
final class DescribedSdk {

  private static final String OURS = "mapscope";
  private static final String FOLLOWER = "mapscope_follower";

  private final OpenTelemetryConfigurationModel description;
  private final PipelineOptions options;
  private final Exporters exporters;
  private final UnaryOperator<Collection<MetricData>> times;
  private final ComponentLoader found =
      ComponentLoader.forClassLoader(DescribedSdk.class.getClassLoader());
  private final List<ComponentProvider> ours =
      new ArrayList<>(List.of(new OrderedIds(), new OrderedSampler()));

  DescribedSdk(
      OpenTelemetryConfigurationModel description, PipelineOptions options, Exporters exporters) {
    this.description = description;
    this.options = options;
    this.exporters = exporters;
    this.times =
        options.live()
            ? UnaryOperator.identity()
            : new EventTimes(options.clock(), Clock.getDefault())::of;
  }

  /** Makes it; the description is changed. */
  OpenTelemetrySdk create() {
    describeJvm();
    describeTracing();
    describeMetering();
    // Nobody logs here, and what would export logs has threads.
    description.withLoggerProvider(null);
    Components counting = new Components(MetricExporter.class, this::counted);
    return DeclarativeConfiguration.create(description, counting).getSdk();
  }

  /** What to tell the user about the port that is served, if one is. */
  Optional<String> scrapeNotice() {
    return readers().stream()
        .filter(DescribedSdk::isPrometheus)
        .map(reader -> reader.getPull().getExporter().getPrometheusDevelopment())
        .map(
            prometheus ->
                ExporterSelection.scrapeNotice(
                    prometheus.getHost(), prometheus.getPort(), "host in the configuration file"))
        .findFirst();
  }

  /** The first detector: whatever else the file says about the resource wins over it. */
  private void describeJvm() {
    if (description.getResource() == null) {
      description.withResource(new ResourceModel());
    }
    ResourceModel resource = description.getResource();
    if (resource.getDetectionDevelopment() == null) {
      resource.withDetectionDevelopment(new ExperimentalResourceDetectionModel());
    }
    ExperimentalResourceDetectionModel detection = resource.getDetectionDevelopment();
    List<ExperimentalResourceDetectorModel> detectors = new ArrayList<>();
    detectors.add(
        new ExperimentalResourceDetectorModel()
            .withAdditionalProperty(OURS, new ExperimentalResourceDetectorPropertyModel()));
    detectors.addAll(nonNull(detection.getDetectors()));
    detection.withDetectors(detectors);
    provide(Resource.class, OURS, () -> ConfiguredSdk.NAMED.merge(options.jvm()));
  }

  private void describeTracing() {
    TracerProviderModel tracing = description.getTracerProvider();
    if (tracing == null) {
      tracing = new TracerProviderModel();
      description.withTracerProvider(tracing);
    }
    if (tracing.getSampler() == null) {
      // OpenTelemetry's default.
      tracing.withSampler(
          new SamplerModel()
              .withParentBased(
                  new ParentBasedSamplerModel()
                      .withRoot(new SamplerModel().withAlwaysOn(new AlwaysOnSamplerModel()))));
    }
    ObedientSdk.obey(tracing);
    List<SpanProcessorModel> described = nonNull(tracing.getProcessors());
    List<SpanProcessorModel> processors = new ArrayList<>();
    described.stream().filter(each -> !exports(each)).forEach(processors::add);
    if (!processors.isEmpty()) {
      exporters.othersTakeSpans();
    }
    processors.add(
        new SpanProcessorModel().withAdditionalProperty(OURS, new SpanProcessorPropertyModel()));
    tracing.withProcessors(processors);
    provide(
        SpanProcessor.class,
        OURS,
        () -> processors(described.stream().filter(DescribedSdk::exports).toList()));
  }

  /** Others are somebody's own: where they send is not known, and is theirs to bound. */
  private static boolean exports(SpanProcessorModel processor) {
    return processor.getBatch() != null || processor.getSimple() != null;
  }

  private SpanProcessor processors(List<SpanProcessorModel> described) {
    List<SpanProcessor> processors = new ArrayList<>();
    described.forEach(processor -> processors.add(processor(processor)));
    exporters.spanFile().ifPresent(processors::add);
    return SpanProcessor.composite(processors);
  }

  private SpanProcessor processor(SpanProcessorModel described) {
    CountingSpanExporter exporter = exporter(described);
    BatchSpanProcessorModel batch = described.getBatch();
    if (batch == null) {
      return exporters.bounded(
          SimpleSpanProcessor.create(exporter), exporter, Exporters.DEFAULT_QUEUE);
    }
    int queue = batch.getMaxQueueSize() == null ? Exporters.DEFAULT_QUEUE : batch.getMaxQueueSize();
    return exporters.bounded(batching(exporter, batch, queue), exporter, queue);
  }

  private static SpanProcessor batching(
      SpanExporter exporter, BatchSpanProcessorModel batch, int queue) {
    BatchSpanProcessorBuilder builder = BatchSpanProcessor.builder(exporter).setMaxQueueSize(queue);
    ifSet(batch.getScheduleDelay(), delay -> builder.setScheduleDelay(Duration.ofMillis(delay)));
    ifSet(batch.getExportTimeout(), time -> builder.setExporterTimeout(Duration.ofMillis(time)));
    ifSet(batch.getMaxExportBatchSize(), builder::setMaxExportBatchSize);
    return builder.build();
  }

  private static void ifSet(Integer value, Consumer<Integer> use) {
    if (value != null) {
      use.accept(value);
    }
  }

  /**
   * Has an exporter made. OpenTelemetry makes one for its own processors only, so this one is taken
   * out of an SDK that is made for nothing else.
   */
  private CountingSpanExporter exporter(SpanProcessorModel described) {
    AtomicReference<CountingSpanExporter> taken = new AtomicReference<>();
    OpenTelemetryConfigurationModel only =
        new OpenTelemetryConfigurationModel()
            .withFileFormat(description.getFileFormat())
            .withTracerProvider(new TracerProviderModel().withProcessors(List.of(described)));
    Components taking =
        new Components(
            SpanExporter.class,
            (exporter, details) -> {
              taken.set(exporters.counted(exporter, name(exporter, details, "traces")));
              return SpanExporter.composite();
            });
    DeclarativeConfiguration.create(only, taking).getSdk().close();
    return taken.get();
  }

  private static String name(Object exporter, DeclarativeConfigProperties details, String signal) {
    String type = exporter.getClass().getSimpleName();
    if (!type.startsWith("Otlp")) {
      return type;
    }
    String endpoint = details.getString("endpoint");
    if (endpoint != null) {
      return endpoint;
    }
    return type.contains("Grpc") ? "http://localhost:4317" : "http://localhost:4318/v1/" + signal;
  }

  private void describeMetering() {
    if (description.getMeterProvider() == null) {
      description.withMeterProvider(new MeterProviderModel());
    }
    MeterProviderModel metering = description.getMeterProvider();
    List<ViewModel> views = new ArrayList<>(nonNull(metering.getViews()));
    ConfiguredSdk.OF_THE_SDK.forEach(scope -> views.add(dropped(scope)));
    metering.withViews(views);
    List<MetricReaderModel> readers = new ArrayList<>();
    readers().forEach(reader -> adapt(reader).ifPresent(readers::add));
    addOurs(readers);
    metering.withReaders(readers);
  }

  private List<MetricReaderModel> readers() {
    return nonNull(description.getMeterProvider().getReaders());
  }

  private static ViewModel dropped(String scope) {
    return new ViewModel()
        .withSelector(new ViewSelectorModel().withMeterName(scope))
        .withStream(
            new ViewStreamModel()
                .withAggregation(new AggregationModel().withDrop(new DropAggregationModel())));
  }

  private Optional<MetricReaderModel> adapt(MetricReaderModel reader) {
    PeriodicMetricReaderModel periodic = reader.getPeriodic();
    if (periodic != null) {
      if (!options.live()) {
        // Points are made by event time only.
        periodic.withInterval(Integer.MAX_VALUE);
      }
      periodic.withCardinalityLimits(limits(periodic.getCardinalityLimits()));
    }
    PullMetricReaderModel pull = reader.getPull();
    if (pull != null) {
      // A scrape asks for now, a file tells of then.
      return options.live() ? Optional.of(reader.withPull(adapt(pull))) : Optional.empty();
    }
    return Optional.of(reader);
  }

  private static PullMetricReaderModel adapt(PullMetricReaderModel pull) {
    PullMetricExporterModel exporter = pull.getExporter();
    if (exporter != null && exporter.getPrometheusDevelopment() != null) {
      loopbackUnlessNamed(exporter.getPrometheusDevelopment());
    }
    return pull.withCardinalityLimits(limits(pull.getCardinalityLimits()));
  }

  private static void loopbackUnlessNamed(ExperimentalPrometheusMetricExporterModel prometheus) {
    if (prometheus.getHost() == null) {
      prometheus.withHost(ExporterSelection.LOOPBACK);
    }
    if (prometheus.getPort() == null) {
      prometheus.withPort(ExporterSelection.PROMETHEUS_PORT);
    }
  }

  private static CardinalityLimitsModel limits(CardinalityLimitsModel described) {
    CardinalityLimitsModel limits = described == null ? new CardinalityLimitsModel() : described;
    return limits.getDefault() == null ? limits.withDefault(ExporterSelection.CARDINALITY) : limits;
  }

  private void addOurs(List<MetricReaderModel> readers) {
    if (options.prometheusPort() > 0 && readers.stream().noneMatch(DescribedSdk::isPrometheus)) {
      ExperimentalPrometheusMetricExporterModel prometheus =
          new ExperimentalPrometheusMetricExporterModel().withPort(options.prometheusPort());
      loopbackUnlessNamed(prometheus);
      readers.add(pulled(new PullMetricExporterModel().withPrometheusDevelopment(prometheus)));
    }
    if (options.following() != null) {
      readers.add(pulled(named(FOLLOWER)));
      provide(MetricReader.class, FOLLOWER, () -> options.following().metrics().reader(times));
    }
    if (options.files() != null) {
      readers.add(pulled(named(OURS)));
      Duration interval =
          options.live() ? Exporters.DEFAULT_INTERVAL : Duration.ofMillis(Integer.MAX_VALUE);
      provide(MetricReader.class, OURS, () -> exporters.metricFile(interval, times).orElseThrow());
    }
  }

  private static boolean isPrometheus(MetricReaderModel reader) {
    return reader.getPull() != null
        && reader.getPull().getExporter() != null
        && reader.getPull().getExporter().getPrometheusDevelopment() != null;
  }

  private static PullMetricExporterModel named(String reader) {
    return new PullMetricExporterModel()
        .withAdditionalProperty(reader, new PullMetricExporterPropertyModel());
  }

  private static MetricReaderModel pulled(PullMetricExporterModel exporter) {
    return new MetricReaderModel()
        .withPull(
            new PullMetricReaderModel().withExporter(exporter).withCardinalityLimits(limits(null)));
  }

  private static <T> List<T> nonNull(List<T> list) {
    return list == null ? List.of() : list;
  }

  private <T> void provide(Class<T> type, String name, Supplier<T> made) {
    ours.add(new Provided<>(type, name, details -> made.get()));
  }

  private record Provided<T>(
      Class<T> type, String name, Function<DeclarativeConfigProperties, T> made)
      implements ComponentProvider {

    @Override
    public Class<T> getType() {
      return type;
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public Object create(DeclarativeConfigProperties properties) {
      return made.apply(properties);
    }
  }

  private MetricExporter counted(MetricExporter exporter, DeclarativeConfigProperties details) {
    return exporters.counted(exporter, name(exporter, details, "metrics"), times);
  }

  /**
   * Those of the class path, and ours; each of one type is wrapped. OpenTelemetry's own way to wrap
   * exporters closes the one that was wrapped.
   */
  private final class Components implements ComponentLoader {

    private final List<ComponentProvider> providers = new ArrayList<>(ours);

    <W> Components(Class<W> type, BiFunction<W, DeclarativeConfigProperties, W> wrap) {
      for (ComponentProvider provider : ComponentLoader.loadList(found, ComponentProvider.class)) {
        providers.add(
            provider.getType() == type
                ? new Provided<>(
                    type,
                    provider.getName(),
                    details -> wrap.apply(type.cast(provider.create(details)), details))
                : provider);
      }
    }

    @Override
    public <T> Iterable<T> load(Class<T> type) {
      return type == ComponentProvider.class
          ? providers.stream().map(type::cast).toList()
          : found.load(type);
    }
  }
}
