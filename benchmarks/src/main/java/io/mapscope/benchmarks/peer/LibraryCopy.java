package io.mapscope.benchmarks.peer;

import io.mapscope.events.MapscopeEvents;
import io.mapscope.map.InstrumentedMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A second copy of our library in the same JVM.
 *
 * <p>Implementation note. A class loader that defines the classes of the library and of one maker
 * itself instead of asking its parent, from the parent's bytes. Each copy has its own static
 * finals, which is how events can be off in one and on in another, and its own type profiles and
 * compiled code. {@link MapMaker} is the parent's, so that copies can be used alike.
 */
public final class LibraryCopy extends ClassLoader {

  private static final List<String> OWN =
      List.of(
          MapscopeEvents.class.getPackageName() + '.',
          InstrumentedMap.class.getPackageName() + '.',
          InstrumentedMaker.class.getName());

  private LibraryCopy() {
    super("library-copy", LibraryCopy.class.getClassLoader());
  }

  /**
   * Loads a copy and makes it read its system properties.
   *
   * @param maker which maker of it
   * @param properties system properties while the copy is initialised; those before come back
   * @return the maker of the copy
   */
  public static MapMaker load(
      Class<? extends InstrumentedMaker> maker, Map<String, String> properties) {
    Map<String, String> before = new HashMap<>();
    properties.forEach((name, value) -> before.put(name, System.setProperty(name, value)));
    try {
      LibraryCopy copy = new LibraryCopy();
      Class.forName(MapscopeEvents.class.getName(), true, copy);
      Class.forName(InstrumentedMap.class.getName(), true, copy);
      return instantiate(Class.forName(maker.getName(), true, copy).asSubclass(MapMaker.class));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("no copy of the library: is it on the class path?", e);
    } finally {
      before.forEach(LibraryCopy::restore);
    }
  }

  static MapMaker instantiate(Class<? extends MapMaker> maker) {
    try {
      return maker.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(maker + " needs a public constructor", e);
    }
  }

  private static void restore(String name, String value) {
    if (value == null) {
      System.clearProperty(name);
    } else {
      System.setProperty(name, value);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (OWN.stream().noneMatch(name::startsWith)) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException("class " + name + " cannot be read", e);
    }
  }
}
