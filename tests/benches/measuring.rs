//! What one process costs: user and system time of all its threads, wall time, and the most memory it held.
//!
//! The kernel tells the most memory of all children together, so each process is started by one that has no other.

use std::env;
use std::process::{Command, Stdio};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::{TimeVal, TimeValLike as _};

/// What a process cost; no numbers where it failed.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Seconds of all its threads.
    pub cpu: f64,
    /// Seconds from start to end.
    pub wall: f64,
    /// MiB held at most.
    pub peak: f64,
}

/// Runs a command, its output thrown away, and prints what it cost.
pub fn measure_here(command: &[String]) {
    let start = Instant::now();
    let status = Command::new(&command[0]).args(&command[1..]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let wall = start.elapsed().as_micros();
    let status = status.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    // 1 says that something was found.
    assert!(matches!(status.code(), Some(0 | 1)), "{command:?} ended with {status}");
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the kernel counts");
    let cpu: TimeVal = usage.user_time() + usage.system_time();
    println!("{} {wall} {}", cpu.num_microseconds(), usage.max_rss());
}

/// Runs a command and gives what it cost; one that fails is said to on standard error and costs nothing that can be told.
pub fn measure(command: &[String]) -> Cost {
    let own = env::current_exe().expect("a process knows its program");
    let done = Command::new(own).arg("--measure").args(command).stderr(Stdio::inherit()).output().expect("a process can be started");
    if !done.status.success() {
        return Cost { cpu: f64::NAN, wall: f64::NAN, peak: f64::NAN };
    }
    let text = String::from_utf8(done.stdout).expect("numbers are text");
    let numbers: Vec<f64> = text.split_whitespace().map(|number| number.parse().expect("a number")).collect();
    let [cpu, wall, peak] = numbers[..] else { panic!("three numbers: {text}") };
    Cost { cpu: cpu / 1e6, wall: wall / 1e6, peak: peak / 1024.0 }
}
