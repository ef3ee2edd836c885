import { everyState } from "./residents/every-state.ts";
import { onStage } from "./residents/open-stage.ts";

onStage((stage, _scene, states) => everyState(stage, states, [["fr"]]));
