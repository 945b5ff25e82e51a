// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.record;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/// Lets Ctrl-C, SIGTERM and SIGHUP end a recording in order instead of ending the program. The class that handles
/// signals is in every JDK but not in the language's standard, so it is reached by name; where it is missing, the
/// shutdown hook of the recording has to do.
public final class StopSignals implements AutoCloseable {

    private static final List<String> ENDING = List.of("INT", "TERM", "HUP");

    private final List<Runnable> undo = new ArrayList<>();

    /// Runs that for each of the signals that end a program.
    public static StopSignals onEnd(Runnable stop) {
        StopSignals signals = new StopSignals();
        ENDING.forEach(name -> signals.handle(name, stop));
        return signals;
    }

    /// Runs that for another signal, too.
    ///
    /// @param name without SIG, e.g. `USR1`
    public StopSignals on(String name, Runnable action) {
        handle(name, action);
        return this;
    }

    private void handle(String name, Runnable action) {
        try {
            Class<?> signalClass = Class.forName("sun.misc.Signal");
            Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
            Object signal = signalClass.getConstructor(String.class).newInstance(name);
            Object handler = Proxy.newProxyInstance(
                    handlerClass.getClassLoader(), new Class<?>[] {handlerClass}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            Method register = signalClass.getMethod("handle", signalClass, handlerClass);
            Object before = register.invoke(null, signal, handler);
            undo.add(() -> restore(register, signal, before));
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException _) {
            // this Java has no signals for programs, or keeps this one for itself
        }
    }

    private static void restore(Method register, Object signal, Object before) {
        try {
            register.invoke(null, signal, before);
        } catch (IllegalAccessException | InvocationTargetException cause) {
            throw new IllegalStateException("a signal handler cannot be taken back", cause);
        }
    }

    @Override
    public void close() {
        undo.forEach(Runnable::run);
        undo.clear();
    }
}
