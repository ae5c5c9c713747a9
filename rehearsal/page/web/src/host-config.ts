/** How cards look: near to Teams, in the page's own colours, which the theme gives as custom properties. */

const colour = (name: string): { default: string; subtle: string } => ({ default: `var(--card-${name})`, subtle: name === "text" ? "var(--card-subtle)" : `var(--card-${name})` });

const foregroundColors = {
  default: colour("text"),
  dark: colour("text"),
  light: colour("text"),
  accent: colour("accent"),
  good: colour("good"),
  warning: colour("warning"),
  attention: colour("attention"),
};

const container = (name: string): object => ({
  backgroundColor: `var(--card-${name}-back)`,
  borderColor: `var(--card-${name}-edge)`,
  foregroundColors,
});

export const HOST_CONFIG = {
  supportsInteractivity: true,
  fontFamily: "inherit",
  fontTypes: { default: { fontFamily: "inherit" }, monospace: { fontFamily: "ui-monospace, Consolas, monospace" } },
  fontSizes: { small: 13, default: 14, medium: 16, large: 18, extraLarge: 22 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  lineHeights: { small: 18, default: 20, medium: 22, large: 25, extraLarge: 30 },
  spacing: { small: 6, default: 10, medium: 14, large: 20, extraLarge: 28, padding: 14 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: { backgroundColor: "var(--card-back)", borderColor: "var(--line)", foregroundColors },
    emphasis: container("emphasis"),
    accent: container("emphasis"),
    good: container("good"),
    warning: container("warning"),
    attention: container("attention"),
  },
  textBlock: { headingLevel: 3 },
  inputs: {
    label: {
      inputSpacing: "small",
      requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention" },
      optionalInputs: { weight: "bolder" },
    },
    errorMessage: { color: "attention", weight: "bolder" },
  },
  actions: {
    maxActions: 20,
    spacing: "default",
    buttonSpacing: 8,
    showCard: { actionMode: "inline", inlineTopMargin: 8 },
    actionsOrientation: "horizontal",
    actionAlignment: "left",
    allowTitleToWrap: true,
  },
  adaptiveCard: { allowCustomStyle: false },
};
